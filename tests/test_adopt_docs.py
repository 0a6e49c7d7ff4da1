"""The tables of docs/adopt.md match what `adopt` does."""

from __future__ import annotations

import re

import pytest
import yaml

from jupyterhub_on_eks.adoption.places import ABSENT, at
from jupyterhub_on_eks.adoption.translation import translated
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EBS, BLUEPRINTS_EFS, found

PAGE = (ROOT / "docs" / "adopt.md").read_text(encoding="utf-8")


def _rows(section: str) -> list[tuple[str, str]]:
    table = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return [row for row in re.findall(r"^\| (.+?) \| (.+) \|$", table, re.MULTILINE) if "---" not in row[0]][1:]


def _keys(cell: str) -> list[str]:
    return re.findall(r"`([a-z_]+(?:\.\w+)*)`", cell)


@pytest.mark.parametrize(("values", "keys"), _rows("Chart values and their keys"))
def test_chart_values(values: str, keys: str) -> None:
    """Each example becomes the keys beside it."""
    hub = translated(found(yaml.safe_load(values.strip("`")))).hub

    assert [] == [key for key in _keys(keys) if at(hub, tuple(key.split("."))) is ABSENT]
    assert _keys(keys)


def test_properties_of_eks_blueprints() -> None:
    """Each property has its row, and each key of a row is in the hub files of both storages."""
    rows = dict(_rows("Properties of EKS Blueprints' add-on"))
    written = {key for values in (BLUEPRINTS_EBS, BLUEPRINTS_EFS) for key in translated(found(values, "2.0.0")).hub}

    # Source: cdk-eks-blueprints, lib/addons/jupyterhub/index.ts, JupyterHubAddOnProps and HelmAddOnUserProps.
    assert {
        "ebsConfig", "efsConfig", "oidcConfig", "serviceType", "ingressHosts", "ingressAnnotations", "notebookStack", "certificateResourceName",
        "namespace", "release", "version", "values",
    } == {name.strip("`") for name in rows}  # fmt: skip
    assert (
        set() == {key for cell in rows.values() for key in _keys(cell.partition(":")[0].partition(";")[0].partition(", with")[0])} - written
    )
