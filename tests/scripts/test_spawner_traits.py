"""The table of KubeSpawner's traits."""

from __future__ import annotations

import json

import pytest

from scripts.console import Trouble
from scripts.spawner_traits import TABLE, table


def test_one_value_if_all_versions_agree() -> None:
    """Otherwise one for each version, in their order; an unnamed union is described by the next version."""
    source = {"10.0.0": {"a": "Int", "b": "Union(Int|Callable)"}, "2.0.0": {"a": "Integer", "b": "Union", "c": "Bool"}}

    assert {
        "versions": ["2.0.0", "10.0.0"],
        "traits": {"a": "Int", "b": "Union(Int|Callable)", "c": ["Bool", None]},
    } == json.loads(table(source))


def test_file_without_versions() -> None:
    """It is another file."""
    with pytest.raises(Trouble, match="has no version"):
        table({})


def test_table_in_the_project_is_valid() -> None:
    """With the versions that charts have."""
    assert json.loads(TABLE.read_text(encoding="utf-8"))["versions"][-1] == "7.0.0"
