"""What a release gets, compared with what it has."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.adoption.difference import REASONS, differences, equivalent


def _found(had: dict[str, Any], gets: dict[str, Any], **defaults: Any) -> list[tuple[str, str, bool]]:
    return [(each.kind, ".".join(map(str, each.path)), bool(each.reason)) for each in differences(had, gets, defaults=defaults)]


def test_added_changed_lost() -> None:
    """Each is distinguished from the others; nothing and null are not a loss."""
    had = {"a": 1, "b": {"c": [1], "d": None, "e": {}}, "f": "x"}

    assert [] == _found(had, had)
    assert [("lost", "f", False)] == _found(had, {"a": 1, "b": {"c": [1], "d": None}})
    assert [("changed", "b.c", True)] == _found(had, {**had, "b": {"c": [1, 2], "d": None, "e": {}}})
    assert [("changed", "a", False)] == _found(had, {**had, "a": 2})
    assert [("added", "g.h", False)] == _found(had, {**had, "g": {"h": 1}})


def test_defaults_are_not_additions() -> None:
    """Neither those of the available chart, nor the known ones."""
    assert [] == _found({}, {"cull": {"timeout": 3600}, "singleuser": {"storage": {"type": "dynamic"}}}, cull={"timeout": 3600})
    assert [("added", "cull.timeout", False)] == _found({}, {"cull": {"timeout": 60}}, cull={"timeout": 3600})


def test_null_removes_a_section() -> None:
    """What is written below it then is a change, and the null hides none of it."""
    assert [("changed", "a", False)] == _found({"a": None}, {"a": {"b": 1}})


@pytest.mark.parametrize("reason", sorted(reason for reason in REASONS if "/" not in reason))
def test_reasons_are_found(reason: str) -> None:
    """At their own path, whatever the key in place of a star."""
    values: Any = "new"
    for key in reversed(reason.replace("*", "anything").split(".")):
        values = {key: values}

    assert [True] == [explained for _, _, explained in _found({}, values)]


@pytest.mark.parametrize(
    ("section", "key"),
    [("proxy.service", "service.beta.kubernetes.io/aws-load-balancer-attributes"), ("ingress", "alb.ingress.kubernetes.io/success-codes")],
)
def test_reasons_of_annotations(section: str, key: str) -> None:
    """Their keys contain dots."""
    values: Any = {"annotations": {key: "x"}}
    for name in reversed(section.split(".")):
        values = {name: values}

    assert [True] == [explained for _, _, explained in _found({}, values)]


@pytest.mark.parametrize(
    ("path", "one", "other", "alike"),
    [
        ("singleuser.memory.limit", "2G", 2 * 2**30, True),
        ("singleuser.cpu.limit", "2", 2.0, True),
        ("singleuser.memory.limit", "2G", "2T", False),
        ("singleuser.memory.limit", None, 0, False),
        ("singleuser.image.name", "jupyter/base-notebook", "docker.io/jupyter/base-notebook", True),
        ("singleuser.image.name", "busybox", "docker.io/library/busybox", True),
        ("singleuser.image.name", "localhost/x", "docker.io/localhost/x", False),
        ("singleuser.image.name", "jupyter/base-notebook", "quay.io/jupyter/base-notebook", False),
        ("singleuser.cmd", "jupyterhub-singleuser", ["jupyterhub-singleuser"], True),
        ("a.b", 1, 1.0, True),
        ("a.b", True, 1, False),
        ("a.b", "1", 1, False),
    ],
)
def test_equivalent(path: str, one: Any, other: Any, *, alike: bool) -> None:
    """KubeSpawner's amounts, images with and without registry, commands; true is not 1, and text is not a number."""
    assert alike is equivalent(tuple(path.split(".")), one, other) is equivalent(tuple(path.split(".")), other, one)


def test_environment_as_a_list() -> None:
    """The chart accepts the hub's as a list and as a mapping, with the same meaning."""
    had = {"hub": {"extraEnv": [{"name": "A", "value": "a"}]}}

    assert [] == _found(had, {"hub": {"extraEnv": {"A": {"value": "a"}}}})
    assert [("added", "hub.extraEnv.B", True)] == _found(had, {"hub": {"extraEnv": {"A": {"value": "a"}, "B": "b"}}})
