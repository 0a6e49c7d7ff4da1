"""Terraform with the real AWS provider writes the policy of users' servers as AWS reads it, and keeps the order both ways."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.iam_policy import allows
from tests.terraform import Stack

pytestmark = [pytest.mark.aws, pytest.mark.slow]

_EXAMPLE = json.loads((ROOT / "tests" / "snapshots" / "data-team" / "cdk.tf.json").read_text(encoding="utf-8"))


def test_policy_reaches_aws_with_its_variables(stack: Callable[[dict[str, Any]], Stack]) -> None:
    """The resulting policy of the role lets each of two users reach only their own folder."""
    copy = stack(_EXAMPLE)
    copy.apply()
    state = json.loads((copy.folder / "terraform.tfstate").read_text(encoding="utf-8"))
    (text,) = [
        resource["instances"][0]["attributes"]["policy"]
        for resource in state["resources"]
        if resource["type"] == "aws_iam_role_policy" and "UserIdentity" in resource["name"]
    ]
    policy = json.loads(text)

    assert "$${" not in text
    for me, other in (("jupyter-ada", "jupyter-bob"), ("jupyter-bob", "jupyter-ada")):
        tags = {"aws:PrincipalTag/kubernetes-pod-name": me}
        assert allows(policy, "s3:PutObject", f"arn:aws:s3:::example-data-team/home/{me}/x", tags)
        assert not allows(policy, "s3:GetObject", f"arn:aws:s3:::example-data-team/home/{other}/x", tags)
        assert not allows(policy, "s3:PutObject", "arn:aws:s3:::example-open-data/x", tags)
    copy.destroy()


def test_order_in_terraforms_own_graph(stack: Callable[[dict[str, Any]], Stack]) -> None:
    """Among the AWS resources, the association is created after the role's permissions and destroyed before them."""
    copy = stack(_EXAMPLE)
    terraform = shutil.which("terraform") or "terraform"
    graph = subprocess.run(
        [terraform, "graph"], cwd=copy.folder, env=copy.environment, capture_output=True, text=True, check=True, timeout=300
    ).stdout
    edges = {
        (one.partition(".")[0], other.partition(".")[0])
        for one, other in re.findall(r'"(\S+UserIdentity\S+)" -> "(\S+UserIdentity\S+)"', graph)
    }

    for before in ("aws_iam_role_policy", "aws_iam_role_policy_attachment"):
        assert ("aws_eks_pod_identity_association", before) in edges
        assert (before, "aws_iam_role") in edges
