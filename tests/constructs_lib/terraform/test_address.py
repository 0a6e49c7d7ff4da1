"""Addresses, as Terraform reads them."""

from __future__ import annotations

import json
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from constructs import Construct
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.terraform.address import address, block_address, former_address, unique_names


@pytest.fixture
def stack() -> cdktf.TerraformStack:
    """Return an empty stack."""
    return cdktf.TerraformStack(cdktf.Testing.app(), "research")


def _rendered(stack: cdktf.TerraformStack, section: str, kind: str) -> Any:
    (name,) = json.loads(cdktf.Testing.synth(stack))[section][kind]
    return name


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("resource", "aws_subnet.One"),
        ("data", "data.aws_subnet.One"),
        ("ephemeral", "ephemeral.aws_subnet.One"),
    ],
)
def test_block(section: str, expected: str) -> None:
    """Only resources are named without their section."""
    assert expected == block_address(section, "aws_subnet", "One")


def test_resource(stack: cdktf.TerraformStack) -> None:
    """It is the name under which the resource is rendered, at any depth."""
    resource = cdktf.TerraformResource(Construct(stack, "Hub"), "Homes", terraform_resource_type="test_thing")

    assert f"test_thing.{_rendered(stack, 'resource', 'test_thing')}" == address(resource)


def test_data_source(stack: cdktf.TerraformStack) -> None:
    """It begins with data."""
    partition = DataAwsPartition(Construct(stack, "Hub"), "Partition")

    assert f"data.aws_partition.{_rendered(stack, 'data', 'aws_partition')}" == address(partition)


def test_your_own_logical_id(stack: cdktf.TerraformStack) -> None:
    """An overridden logical id counts."""
    resource = cdktf.TerraformResource(Construct(stack, "Hub"), "Homes", terraform_resource_type="test_thing")
    resource.override_logical_id("mine")

    assert "test_thing.mine" == address(resource)
    assert "mine" == _rendered(stack, "resource", "test_thing")


def test_what_was_created_before(stack: cdktf.TerraformStack) -> None:
    """What is no longer created had the address that it would have today, and renders nothing."""
    made = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    resource = cdktf.TerraformResource(Construct(made, "Hub"), "Resource", terraform_resource_type="test_thing")

    assert address(resource) == former_address(Construct(stack, "Hub"), "Resource", "test_thing")
    assert "resource" not in json.loads(cdktf.Testing.synth(stack))


@given(
    st.lists(st.sampled_from(["Hub", "lab-hub", "hub", "b", "Resource", "Default", "ä.b", "x" * 250]), min_size=1, max_size=4),
    st.text("aB-_.é", min_size=1),
)
def test_names_are_those_of_cdktf(path: list[str], id_: str) -> None:
    """A block without a construct has the name that a construct's would have."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    scope: Construct = stack
    for part in path:
        scope = Construct(scope, part)

    assert {id_: cdktf.TerraformElement(scope, id_).friendly_unique_id} == unique_names(scope, [id_], stack=stack)
