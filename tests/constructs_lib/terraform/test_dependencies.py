"""What a resource may wait for, and that CDKTF writes it down."""

from __future__ import annotations

import json
import re

import cdktf
import pytest
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from constructs import Construct

from constructs_lib.errors import RenderError
from constructs_lib.terraform.dependencies import resources_of, waits_for
from tests.conftest import only


@pytest.fixture
def stack() -> cdktf.TerraformStack:
    """Give an empty stack."""
    return cdktf.TerraformStack(cdktf.Testing.app(), "research")


def test_resources_at_every_depth(stack: cdktf.TerraformStack) -> None:
    """Resources and data sources below a construct, and those given themselves, end in depends_on."""
    parent = Construct(stack, "Parent")
    cdktf.TerraformResource(Construct(parent, "Child"), "Inner", terraform_resource_type="test_inner")
    DataAwsPartition(parent, "Partition")
    alone = cdktf.TerraformResource(stack, "Alone", terraform_resource_type="test_alone")
    DataAwsPartition(stack, "Last", depends_on=resources_of(parent, alone))

    document = json.loads(cdktf.Testing.synth(stack))

    (waits,) = (found["depends_on"] for found in document["data"]["aws_partition"].values() if "depends_on" in found)
    assert ["data.aws_partition.Parent_Partition", "test_alone.Alone", "test_inner.Parent_Child_Inner"] == sorted(
        re.sub(r"_[0-9A-F]{8}$", "", address) for address in waits
    )


def test_wait_for_nothing_is_refused(stack: cdktf.TerraformStack) -> None:
    """CDKTF would render an empty list, and the order would be lost."""
    empty = Construct(stack, "Empty")

    with pytest.raises(RenderError, match="was given research/Empty, which holds no resource to wait for"):
        resources_of(empty)
    with pytest.raises(RenderError, match="was given nothing, which holds no resource to wait for"):
        resources_of()


def test_lists_are_joined(stack: cdktf.TerraformStack) -> None:
    """The keyword takes one list; None says that there is nothing to wait for, and renders nothing."""
    one, two = (cdktf.TerraformResource(stack, name, terraform_resource_type="test_thing") for name in ("One", "Two"))

    assert [one, two] == waits_for([one], [], (two,))
    assert waits_for([], ()) is None
    assert waits_for() is None


def test_nothing_to_wait_for_renders_nothing(stack: cdktf.TerraformStack) -> None:
    """No empty depends_on stands in the JSON."""
    DataAwsPartition(stack, "Partition", depends_on=waits_for([]))

    assert "depends_on" not in only(json.loads(cdktf.Testing.synth(stack)), "aws_partition", "data")
