"""The warnings of a hub file, each with its position."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.errors import Kind
from constructs_lib.hub_files.parse import parse
from constructs_lib.hub_files.read import check_hub_files, read_hub_file
from constructs_lib.hub_files.warnings import located_warnings
from tests.conftest import ROOT

_FILE = """
cluster: {name: research, region: us-west-2}
certificates:
  spare: {domain_name: hub.example.org}
add_ons:
  - ebs_csi_driver: {}
  - jupyterhub:
      namespace: one
      service_type: cluster_ip
      run_as_root: true
      ebs_config: {storage_class: gp3, capacity: 10Gi, removal_policy: RETAIN}
  - jupyterhub:
      namespace: two
      service_type: cluster_ip
      ebs_config: {storage_class: gp3, capacity: 10Gi, removal_policy: RETAIN}
      values:
        singleuser: {networkPolicy: {enabled: false}}
"""


def _found(path: Path) -> list[str]:
    file = read_hub_file(path)
    return [str(warning) for warning in located_warnings(path, file, parse(path).positions)]


def _case(tmp_path: Path) -> Path:
    path = tmp_path / "lab.yaml"
    path.write_text(_FILE, encoding="utf-8")
    return path


def test_each_is_at_its_key(tmp_path: Path) -> None:
    """A warning about one key is at that key; about a whole hub, at the hub, of two the right one; about the file, at the file's key."""
    path = _case(tmp_path)
    found = [line.removeprefix(f"{path}:") for line in _found(path)]

    assert "4:3: certificates.spare: no hub uses it; set certificate_resource_name: spare in a hub, or remove it" == found[0]
    assert "10:7: add_ons[1].jupyterhub.run_as_root: true makes every user root in the server's container" in found
    (guard,) = (
        line for line in found if line.startswith("17:38: add_ons[2].jupyterhub.values.singleuser.networkPolicy.enabled: users' servers")
    )
    assert "jupyterhub (two)" not in guard
    assert ["7:5", "12:5"] == [line.partition(": ")[0] for line in found if "without oidc_config" in line]


def test_kind(tmp_path: Path) -> None:
    """Programs distinguish them from mistakes."""
    assert {Kind.WARNING} == {warning.kind for warning in check_hub_files([_case(tmp_path)]).warnings()}


@pytest.mark.parametrize("path", sorted(ROOT.glob("tests/cases/*.happy.*")), ids=lambda path: path.stem)
def test_none_is_lost(path: Path) -> None:
    """Each warning of the blueprint is there, at a line of the file, with its text except for the name of its add-on."""
    file: Any = read_hub_file(path)
    located = _found(path)

    warnings = file.blueprint().warnings(file.tags)
    assert len(warnings) == len(located)
    for message, line in zip(warnings, located, strict=True):
        assert line.startswith(f"{path}:")
        assert line.partition(": ")[0].removeprefix(f"{path}:").replace(":", "").isdigit()
        assert line[-200:][-min(len(message), 40) :] == message[-40:]
