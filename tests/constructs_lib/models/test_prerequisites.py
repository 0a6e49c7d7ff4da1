"""What has to be there before a stack is deployed."""

from __future__ import annotations

import dataclasses
import re

import pytest

from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from tests.conftest import ROOT


def test_kinds_are_words_of_the_facts() -> None:
    """They are written into facts.json, in the order in which a person provides them."""
    kinds = [
        *("variable", "secrets_manager_secret", "kubernetes_secret", "config_map", "storage_class", "persistent_volume_claim"),
        *("iam_role", "namespace", "custom_resource_definition", "cluster_setting", "program"),
    ]

    assert kinds == [str(kind) for kind in PrerequisiteKind]


def test_kinds_are_documented() -> None:
    """The page on facts.json names each."""
    page = (ROOT / "docs/facts.md").read_text(encoding="utf-8")

    assert [] == [kind.value for kind in PrerequisiteKind if not re.search(rf"`{kind.value}`", page)]


def test_defaults() -> None:
    """Most things have neither namespace nor key."""
    need = Prerequisite(kind=PrerequisiteKind.STORAGE_CLASS, name="gp3", description="the storage class gp3")

    assert (None, None) == (need.namespace, need.key)


def test_same_thing_twice() -> None:
    """Equal ones are one, so that a stack names each once."""
    one, two = (
        Prerequisite(kind=PrerequisiteKind.KUBERNETES_SECRET, name="s", description="d", namespace="hub", key="k") for _ in range(2)
    )

    assert {one} == {two}
    assert {one} != {dataclasses.replace(two, key="other")}


def test_prerequisite_is_whole() -> None:
    """A person has to understand it, so there is no default for its description."""
    with pytest.raises(TypeError, match="description"):
        Prerequisite(kind=PrerequisiteKind.VARIABLE, name="x")  # type: ignore[call-arg]  # that is the test
