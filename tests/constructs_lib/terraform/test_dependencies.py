"""What a resource may wait for, as CDKTF renders it."""

from __future__ import annotations

import json

import cdktf
import pytest
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition

from constructs_lib.terraform.dependencies import waits_for
from tests.conftest import only


@pytest.fixture
def stack() -> cdktf.TerraformStack:
    """Return an empty stack."""
    return cdktf.TerraformStack(cdktf.Testing.app(), "research")


def test_lists_are_joined(stack: cdktf.TerraformStack) -> None:
    """The keyword accepts one list; None means that there is nothing to wait for, and renders nothing."""
    one, two = (cdktf.TerraformResource(stack, name, terraform_resource_type="test_thing") for name in ("One", "Two"))

    assert [one, two] == waits_for([one], [], (two,))
    assert waits_for([], ()) is None
    assert waits_for() is None


def test_nothing_to_wait_for_renders_nothing(stack: cdktf.TerraformStack) -> None:
    """The JSON has no empty depends_on."""
    DataAwsPartition(stack, "Partition", depends_on=waits_for([]))

    assert "depends_on" not in only(json.loads(cdktf.Testing.synth(stack)), "aws_partition", "data")
