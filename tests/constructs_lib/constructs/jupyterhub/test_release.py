"""The hub's Helm release, as Terraform gets it."""

from __future__ import annotations

import json
from typing import Any

import cdktf
import pytest

from constructs_lib.constructs.jupyterhub.release import HubRelease
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.conftest import only


def _rendered(values: dict[str, Any] | None = None, **settings: Any) -> dict[str, Any]:
    hub = JupyterHubAddOnProps.model_validate(
        {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", **settings}
    )
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    first, second = (cdktf.TerraformResource(stack, name, terraform_resource_type="test_thing") for name in ("First", "Second"))
    given = {**(values or {}), "token": first.get_string_attribute("name")}
    release = HubRelease(stack, "Release", hub=hub, namespace="research", values=given, depends_on=[second, first])
    assert [1] == [len(release.ready)]
    return only(json.loads(cdktf.Testing.synth(stack)), "helm_release")


@pytest.fixture(scope="module")
def default() -> dict[str, Any]:
    """Give the release of a hub with no Helm options, and values that are easily spoilt."""
    return _rendered({"b": None, "a": {"home": "/home", "key": ["x", "ü", None, True, 1.5]}})


@pytest.mark.parametrize("chart", ["oci://registry.example.org/hub", "./charts/hub", "/charts/hub-4.4.0.tgz"])
def test_chart_that_is_in_no_repository(chart: str) -> None:
    """Helm would look for a path or a whole reference in the repository, so none is named."""
    release = _rendered(chart=chart)

    assert chart == release["chart"]
    assert "repository" not in release


def test_chart(default: dict[str, Any]) -> None:
    """Name, namespace, chart at its exact version, repository."""
    assert ("blueprints-addon-jupyterhub", "research", "jupyterhub", "4.4.0", "https://hub.jupyter.org/helm-chart/") == tuple(
        default[key] for key in ("name", "namespace", "chart", "version", "repository")
    )


def test_failure_leaves_nothing_behind(default: dict[str, Any]) -> None:
    """Helm waits, takes a failed install or upgrade back, and keeps few revisions; the namespace isn't Helm's."""
    assert (900, True, True, True, 10, False) == tuple(
        default[key] for key in ("timeout", "atomic", "wait", "cleanup_on_fail", "max_history", "create_namespace")
    )


def test_values_are_json_with_null(default: dict[str, Any]) -> None:
    """Null reaches the chart, and a token becomes a reference."""
    (text,) = default["values"]
    values = json.loads(text)

    assert {"home": "/home", "key": ["x", "ü", None, True, 1.5]} == values["a"]
    assert values["b"] is None
    assert values["token"].startswith("${test_thing.First")
    assert ["a", "b", "token"] == list(values)


def test_waits_in_the_order_given(default: dict[str, Any]) -> None:
    """All that must be there before, and be there still while it is uninstalled."""
    assert ["test_thing.Second", "test_thing.First"] == default["depends_on"]


def test_own_helm_options() -> None:
    """Every standard option reaches the release."""
    release = _rendered(
        release="mine", chart="hub", version="3.3.8", repository="https://charts.example.org",
        timeout=60, atomic=False, wait=False,
    )  # fmt: skip

    assert ("mine", "hub", "3.3.8", "https://charts.example.org", 60, False, False) == tuple(
        release[key] for key in ("name", "chart", "version", "repository", "timeout", "atomic", "wait")
    )
