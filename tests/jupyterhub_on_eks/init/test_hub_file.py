"""A first hub file on disk."""

from __future__ import annotations

from pathlib import Path

from constructs_lib.errors import Kind
from jupyterhub_on_eks.init.hub_file import in_the_way, is_open, problems_of, write


def test_what_would_be_overwritten(tmp_path: Path) -> None:
    """The file, and a schema that isn't ours; our own is rewritten."""
    file = tmp_path / "hubs/lab.yaml"
    assert in_the_way(file) is None

    schema = write(file, "x: 1\n")
    assert file == in_the_way(file)
    assert in_the_way(file.with_name("other.yaml")) is None
    schema.write_text("{}", encoding="utf-8")
    assert schema == in_the_way(file.with_name("other.yaml"))


def test_problems_are_separated() -> None:
    """Open values, and mistakes."""
    open_, wrong = problems_of("cluster: {name: CHANGEME, region: us}\nadd_ons:\n  - ebs_csi_driver: {}\n", "hub.yaml")

    assert (True, False) == (is_open(open_), is_open(wrong))
    assert Kind.WRONG_VALUE is wrong.kind
