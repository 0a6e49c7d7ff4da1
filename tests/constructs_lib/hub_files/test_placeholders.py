"""Placeholders: values that are not set yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib import HubFileError, read_hub_file
from constructs_lib.errors import Kind
from constructs_lib.hub_files.model import HubFile
from constructs_lib.hub_files.placeholders import placeholder_problems


def test_each_is_reported_with_what_belongs_there() -> None:
    """In models, below the user's own names, in lists, and in `values`."""
    data = {
        "cluster": {"name": "CHANGEME", "region": "us-west-2"},
        "certificates": {"cert": {"domain_name": "CHANGEME"}},
        "add_ons": [{"jupyterhub": {"allowed_cidrs": ["CHANGEME"], "values": {"a": "https://CHANGEME/x"}}}],
    }
    found = {problem.path: problem.message for problem in placeholder_problems(data, HubFile)}

    assert "is still CHANGEME; replace it: name of the EKS cluster" == found["cluster", "name"]
    assert "issued certificate" in found["certificates", "cert", "domain_name"]
    assert "address ranges" in found["add_ons", 0, "jupyterhub", "allowed_cidrs", 0]
    assert found["add_ons", 0, "jupyterhub", "values", "a"]


def test_it_is_reported_once(tmp_path: Path) -> None:
    """A placeholder is also not a Region; one report is enough, and other mistakes stay."""
    file = tmp_path / "hub.yaml"
    file.write_text("cluster: {name: c, region: CHANGEME, nmae: x}\nadd_ons:\n  - ebs_csi_driver: {}\n", encoding="utf-8")
    with pytest.raises(HubFileError) as error:
        read_hub_file(file)

    assert [(Kind.PLACEHOLDER, "region"), (Kind.UNKNOWN_KEY, "nmae")] == [(problem.kind, problem.path[-1]) for problem in error.value.found]
