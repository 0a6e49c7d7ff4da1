"""The policy of a file system over a hub's life: existing file systems get it, and it is changed or removed on its own."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.conftest import Synth
from tests.constructs_lib.storage_files import efs_hub
from tests.terraform import Stack

MakeStack = Callable[[dict[str, Any]], Stack]


def _without_policy(document: dict[str, Any]) -> dict[str, Any]:
    """Return the stack as earlier releases rendered it."""
    earlier = copy.deepcopy(document)
    del earlier["resource"]["aws_efs_file_system_policy"]
    for blocks in earlier["resource"].values():
        for block in blocks.values():
            block["depends_on"] = [address for address in block.get("depends_on", []) if "file_system_policy" not in address]
    return earlier


@pytest.mark.aws
@pytest.mark.slow
def test_existing_hub_gets_a_policy_and_loses_nothing(synth: Synth, stack: MakeStack, double: Double) -> None:
    """One resource is added, none is changed or destroyed; the policy changes in place; in the end everything is destroyed."""
    document = synth(efs_hub())
    stack_ = stack(_without_policy(document))
    before = double.state()
    stack_.apply()
    resources = double.state()["resources"]
    assert {} == double.state()["policies"]

    stack_.replace_with(aws_half(document))
    assert "Plan: 1 to add, 0 to change, 0 to destroy." in stack_.plan()
    stack_.apply()

    assert resources == double.state()["resources"]
    assert "ClientRootAccess" not in _allowed(double)
    assert "" == stack_.plan()

    as_root = synth(efs_hub(hub={"run_as_root": True}))["resource"]["aws_efs_file_system_policy"]
    document["resource"]["aws_efs_file_system_policy"] = as_root
    stack_.replace_with(aws_half(document))
    assert "Plan: 0 to add, 1 to change, 0 to destroy." in stack_.plan()
    stack_.apply()
    assert "ClientRootAccess" in _allowed(double)

    stack_.destroy()
    assert before == double.state()


def _allowed(double: Double) -> str:
    (policy,) = double.state()["policies"].values()
    return str(next(each["Action"] for each in json.loads(policy)["Statement"] if each["Effect"] == "Allow"))


@pytest.mark.aws
@pytest.mark.slow
def test_additional_groups_are_added_and_removed(synth: Synth, stack: MakeStack, double: Double) -> None:
    """Each group has its own rule; nothing else changes. The cluster's own group is refused at plan."""
    stack_ = stack(synth(efs_hub()))
    before = double.state()
    groups = {name: id_ for id_, name in (each.split()[2:4] for each in before["resources"] if each.startswith("security group"))}
    own, other = groups["eks-cluster-sg-test-cluster"], groups["default"]
    stack_.apply()

    stack_.replace_with(aws_half(synth(efs_hub(client_security_groups=[other]))))
    assert "Plan: 1 to add, 0 to change, 0 to destroy." in stack_.plan()
    stack_.apply()
    assert "" == stack_.plan()

    stack_.replace_with(aws_half(synth(efs_hub(client_security_groups=[own, other]))))
    assert f"{own} is the cluster's own security group" in stack_.fail_to_plan()

    stack_.destroy()
    assert before == double.state()
