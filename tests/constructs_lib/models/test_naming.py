"""Names that derive from a stack and a namespace. They are in Terraform's state, so they are a contract."""

from __future__ import annotations

import pytest

from constructs_lib.models.naming import construct_id, stack_slug, unique_name


def test_slug_has_no_capitals_underscores_or_dots() -> None:
    """Kubernetes and AWS take it."""
    assert "my-stack-v2" == stack_slug("My_Stack.v2")


@pytest.mark.parametrize(
    ("stack", "expected"), [("research", "research.hub"), ("My_Stack", "my-stack-453a30.hub"), ("a.b", "a-b-2e7336.hub")]
)
def test_unique_name(stack: str, expected: str) -> None:
    """Stacks whose slugs are equal are told apart by a hash."""
    assert expected == unique_name(stack, "hub")


def test_joint_of_stack_and_namespace_is_unique() -> None:
    """``a-b`` with ``c`` is not ``a`` with ``b-c``."""
    assert unique_name("a-b", "c") != unique_name("a", "b-c")


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [("jupyterhub", "jupyterhub"), ("2-staff", "Hub_2-staff"), ("backend", "Hub_backend"), ("constructor", "Hub_constructor")],
)
def test_construct_id(namespace: str, expected: str) -> None:
    """The namespace, unless CDKTF or Terraform can't take it."""
    assert expected == construct_id(namespace)
