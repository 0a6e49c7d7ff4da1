"""What a deployment would do to a deployed stack besides deleting something."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.deployment.living_stack import another_cluster, changes, without_final_backup
from jupyterhub_on_eks.deployment.state import parse
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import efs_hub, memory, resource, state, template_of


def _without(entries: list[dict[str, Any]], *parts: str) -> list[dict[str, Any]]:
    return [entry for entry in entries if not any(part in entry["name"] for part in parts)]


def test_release_of_another_name(make_stack: MakeStack) -> None:
    """The message has the line to add; the same name, and one that only Terraform knows, are not reported."""
    template = template_of(efs_hub())

    for name, expected in (("physics-hub", 1), ("blueprints-addon-jupyterhub", 0), ("${var.name}", 0)):
        template["helm_release"]["physics_Release_1"]["name"] = name
        found = list(changes(parse(state(*efs_hub())), make_stack(resource=template)))
        assert ["Set in that hub: release: blueprints-addon-jupyterhub"] * expected == [way for loss in found for way in loss.ways]


@pytest.mark.parametrize("left_out", [["FileSystem_1"], ["Home_FileSystem_1", "Remembered"]], ids=["remembered", "by its access points"])
def test_deployment_after_forget(make_stack: MakeStack, left_out: list[str]) -> None:
    """Users would find an empty file system: the message has the old one's id."""
    was = [
        entry for entry in efs_hub() if entry["type"] != "aws_efs_file_system" and not (len(left_out) > 1 and "Remembered" in entry["name"])
    ]

    (loss,) = changes(parse(state(*was)), make_stack(resource=template_of(efs_hub())))

    assert "The homes are on fs-1." in loss.message
    assert "existing_file_system_id: fs-1, create_mount_targets: true" in loss.ways[0]


def test_first_deployment_that_failed_continues(make_stack: MakeStack) -> None:
    """Resources created before a file system don't count as created on it."""
    was = _without(efs_hub(), "FileSystem", "Homes", "Release")

    assert [] == list(changes(parse(state(*was)), make_stack(resource=template_of(efs_hub()))))


def test_existing_file_system_that_becomes_a_new_one(make_stack: MakeStack) -> None:
    """The guard of the storage checks that: its setting is in the hub file."""
    was = [*_without(efs_hub(), "FileSystem"), memory("physics_Remembered_FileSystem_1", value="fs-2")]

    assert [] == list(changes(parse(state(*was)), make_stack(resource=template_of(efs_hub()))))


@pytest.mark.parametrize(
    ("arn", "name", "expected"),
    [
        ("arn:aws:eks:us-west-2:123456789012:cluster/research-cluster", "research-cluster", ""),
        (
            "arn:aws:eks:eu-west-1:123456789012:cluster/research-cluster",
            "research-cluster",
            "cluster.region was 'eu-west-1' and is now 'us-west-2'",
        ),
        ("arn:aws:eks:us-west-2:123456789012:cluster/old", "old", "cluster.name was 'old' and is now 'research-cluster'"),
    ],
)
def test_another_cluster(make_stack: MakeStack, arn: str, name: str, expected: str) -> None:
    """A state belongs to one cluster; without facts, or with nothing deployed, there is nothing to compare."""
    cluster = resource("aws_eks_cluster", "Cluster_1", mode="data", arn=arn, name=name)
    was = parse(state(*efs_hub(), cluster))

    found = list(another_cluster(was, make_stack()))

    assert bool(expected) == bool(found)
    assert all(loss.message.startswith(expected) for loss in found)
    assert [] == list(another_cluster(was, make_stack(facts=None))) == list(another_cluster(parse(state(cluster)), make_stack()))


def test_snapshot_that_is_not_deployed(make_stack: MakeStack) -> None:
    """If it was set after the last deployment, a destroy would not take the final backup."""
    backup = memory("physics_Home_FinalBackup_1", vault="v")
    stack = make_stack(resource=template_of([*efs_hub(), backup]))

    assert 1 == len(list(without_final_backup(parse(state(*efs_hub())), stack)))
    assert [] == list(without_final_backup(parse(state(*efs_hub(), backup)), stack)) == list(without_final_backup(parse(""), stack))
