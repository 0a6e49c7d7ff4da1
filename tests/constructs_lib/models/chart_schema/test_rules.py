"""A hub's `values`: errors if the chart is known, warnings if it isn't."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.models.chart_schema.rules import chart_takes_values, chart_value_warnings
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.test_examples import SNAPSHOTS


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    """Build a hub without its rules, which would stop it."""
    return JupyterHubAddOnProps.model_construct(**{"values": {"hub": {"invented": 1}}, **settings})


def _found(**settings: Any) -> tuple[list[str], list[str]]:
    hub = _hub(**settings)
    return [str(problem) for problem in chart_takes_values(hub)], list(chart_value_warnings(hub))


@pytest.mark.parametrize(
    "chart",
    ["jupyterhub", "oci://registry.example.org/charts/jupyterhub", "./charts/jupyterhub", "charts/jupyterhub/", "/c/jupyterhub-4.4.0.tgz"],
)
def test_known_chart(chart: str) -> None:
    """A mirror of the chart, and a copy of it, are the chart."""
    errors, warnings = _found(chart=chart)

    assert ["values.hub.invented"] == [error.partition(":")[0] for error in errors]
    assert [] == warnings


@pytest.mark.parametrize("chart", ["our-hub", "oci://registry.example.org/jupyterhub-fork", "jupyterhub/hub", "./myjupyterhub"])
def test_another_chart(chart: str) -> None:
    """It may accept more; the warning names it."""
    errors, warnings = _found(chart=chart)

    assert [] == errors
    assert [f"the chart {chart}" in warning for warning in warnings] == [True]


@pytest.mark.parametrize("version", ["4.99.0", "1.0.0", "3.0.0", "4.0.0-beta.1"])
def test_unknown_version(version: str) -> None:
    """Newer, or older than all that are known: a warning."""
    errors, warnings = _found(version=version)

    assert [] == errors
    assert [True] == [warning.startswith("values.hub.invented: unknown key") and f"chart {version}" in warning for warning in warnings]


def test_key_that_was_added_between_two_versions() -> None:
    """Between two known versions an error is what both refuse; what was added in the newer one may exist already."""
    errors, warnings = _found(version="4.3.1", values={"httpRoute": {"enabled": True}, "huub": {}})

    assert ["values.huub"] == [error.partition(":")[0] for error in errors]
    assert ["values.httpRoute"] == [warning.partition(":")[0] for warning in warnings]


def test_no_values() -> None:
    """Then no table is read."""
    assert ([], []) == _found(values={})


@pytest.mark.parametrize("golden", sorted(SNAPSHOTS.glob("*/cdk.tf.json")), ids=lambda path: path.parent.name)
def test_rendered_values_are_accepted(golden: Path) -> None:
    """All values of each golden release, those of the library with the user's, are accepted by its chart."""
    releases = json.loads(golden.read_text(encoding="utf-8"))["resource"]["helm_release"].values()
    hubs = [release for release in releases if release["chart"] == "jupyterhub"]

    assert hubs
    assert [([], [])] * len(hubs) == [_found(version=hub["version"], values=json.loads(hub["values"][0])) for hub in hubs]
