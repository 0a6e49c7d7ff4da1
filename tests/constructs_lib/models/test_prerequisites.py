"""What has to exist before a stack is deployed."""

from __future__ import annotations

import dataclasses
import re

import pytest

from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from tests.conftest import ROOT


def test_kinds_are_values_of_the_facts() -> None:
    """They are written to facts.json, in the order in which a person provides them."""
    kinds = [
        *("variable", "secrets_manager_secret", "kubernetes_secret", "config_map", "storage_class", "persistent_volume_claim"),
        *("iam_role", "namespace", "custom_resource_definition", "cluster_setting", "program"),
    ]

    assert kinds == [str(kind) for kind in PrerequisiteKind]


def test_kinds_are_documented() -> None:
    """The page on facts.json lists each."""
    page = (ROOT / "docs/facts.md").read_text(encoding="utf-8")

    assert [] == [kind.value for kind in PrerequisiteKind if not re.search(rf"`{kind.value}`", page)]


def test_defaults() -> None:
    """Most prerequisites have neither namespace nor key."""
    need = Prerequisite(kind=PrerequisiteKind.STORAGE_CLASS, name="gp3", description="the storage class gp3")

    assert (None, None) == (need.namespace, need.key)


def test_duplicates() -> None:
    """Equal ones are one, so that a stack lists each once."""
    one, two = (
        Prerequisite(kind=PrerequisiteKind.KUBERNETES_SECRET, name="s", description="d", namespace="hub", key="k") for _ in range(2)
    )

    assert {one} == {two}
    assert {one} != {dataclasses.replace(two, key="other")}


def test_prerequisite_is_complete() -> None:
    """A person has to understand it, so there is no default for its description."""
    with pytest.raises(TypeError, match="description"):
        Prerequisite(kind=PrerequisiteKind.VARIABLE, name="x")  # type: ignore[call-arg]  # that is the test
