"""Terraform with the real AWS provider creates, keeps and destroys the AWS half of every example."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.aws.recording import compare
from tests.conftest import ROOT
from tests.permissions.needed import denied
from tests.permissions.page import policies
from tests.terraform import Stack

SNAPSHOTS = sorted((ROOT / "tests" / "snapshots").glob("*/cdk.tf.json"))


def _distinct() -> list[Any]:
    """List the examples; of those whose AWS halves differ only in the names of stack and cluster, list the first."""
    found: dict[str, tuple[dict[str, Any], list[str]]] = {}
    for path in SNAPSHOTS:
        document = json.loads(path.read_text(encoding="utf-8"))
        name = document["//"]["metadata"]["stackName"]
        (cluster,) = {block["name"] for block in document["data"]["aws_eks_cluster"].values()}
        key = json.dumps(aws_half(document), sort_keys=True).replace(name, "NAME").replace(cluster, "CLUSTER")
        found.setdefault(key, (document, []))[1].append(path.parent.name)
    return [pytest.param(document, id="=".join(names)) for document, names in found.values()]


@pytest.mark.aws
@pytest.mark.slow
@pytest.mark.parametrize("document", _distinct())
def test_example_is_applied_and_destroyed(
    document: dict[str, Any], stack: Callable[[dict[str, Any]], Stack], double: Double, request: pytest.FixtureRequest
) -> None:
    """An example is applied; a second plan is empty; a destroy is refused if something is guarded, and otherwise leaves nothing."""
    if '"local-exec"' in json.dumps(document) and shutil.which("aws") is None:
        pytest.skip("the AWS CLI, which takes the final backup, is not on PATH")
    copy = stack(document)
    before = double.state()["resources"]

    copy.apply()

    calls = {"apply": double.calls()}
    made = double.state()
    assert "" == copy.plan()
    calls["plan"] = double.calls()
    if "aws_efs_mount_target" in copy.document["resource"]:
        assert [_zones(copy)] * len(made["mount_target_zones"]) == list(made["mount_target_zones"].values())
    if guarded := copy.guarded():
        message = copy.fail_to_destroy()
        assert [] == [address for address in guarded if address not in message]
        assert made == double.state()
        copy.drop_guards()
    double.calls()
    copy.destroy()
    calls["destroy"] = double.calls()
    # The vault of final backups belongs to no stack.
    assert before == [found for found in double.state()["resources"] if found != "backup vault jupyterhub-final-backups"]
    _check_permissions(document, calls, example=request.node.callspec.id.partition("=")[0])


def _check_permissions(document: dict[str, Any], calls: dict[str, list[dict[str, Any]]], *, example: str) -> None:
    """The policies of docs/permissions.md allow each call, that of a plan without the one that changes; the calls are those recorded."""
    (cluster,) = {block["name"] for block in document["data"]["aws_eks_cluster"].values()}
    for step, seen in calls.items():
        compare(step, example, seen)
        assert [] == denied(policies()[:1] if step == "plan" else policies(), seen, cluster=cluster)


def _zones(copy: Stack) -> list[str]:
    """Return the zones of the cluster's subnets; the double gives each cluster two subnets in each."""
    region = copy.document["provider"]["aws"][0]["region"]
    return [f"{region}{letter}" for letter in "abc"]
