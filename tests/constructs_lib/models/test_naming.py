"""Names derived from a stack and a namespace."""

from __future__ import annotations

import hashlib

import pytest

from constructs_lib.models.naming import construct_id, stack_slug, unique_name


@pytest.mark.parametrize(
    ("stack", "expected"), [("research", "research"), ("My_Stack", "my-stack"), ("a.b", "a-b"), ("A-1", "a-1"), ("x__y..z", "x--y--z")]
)
def test_slug(stack: str, expected: str) -> None:
    """Characters that Kubernetes refuses in names are replaced."""
    assert expected == stack_slug(stack)


def test_plain_names_are_joined() -> None:
    """By a dot, which neither contains, so no two pairs give the same name."""
    assert "research.team-a" == unique_name("research", "team-a")
    assert unique_name("a-b", "c") != unique_name("a", "b-c")


@pytest.mark.parametrize("stack", ["Research", "research_2", "research.2"])
def test_names_that_differ_only_in_punctuation(stack: str) -> None:
    """A hash of the stack's own name distinguishes them, and is the same at each synth."""
    suffix = hashlib.sha256(stack.encode()).hexdigest()[:6]

    assert f"{stack_slug(stack)}-{suffix}.hub" == unique_name(stack, "hub")


def test_stacks_of_one_slug() -> None:
    """Three spellings, three names."""
    assert 3 == len({unique_name(stack, "hub") for stack in ("a-b", "a_b", "a.b")})


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        ("jupyterhub", "jupyterhub"),
        ("team-2", "team-2"),
        ("2-team", "Hub_2-team"),
        ("constructor", "Hub_constructor"),
        ("backend", "Hub_backend"),
        ("backend-2", "backend-2"),
    ],
)
def test_construct_id(namespace: str, expected: str) -> None:
    """The namespace itself, unless CDKTF or Terraform can't accept it; the ids are a contract."""
    assert expected == construct_id(namespace)
