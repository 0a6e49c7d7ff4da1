"""Texts for kinds and names."""

from __future__ import annotations

import json

import pytest

from jupyterhub_on_eks.picture.names import kind_title, own_name
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("aws_efs_file_system", "EFS file system"),
        ("aws_iam_role_policy", "IAM role policy"),
        ("aws_route53_record", "Route53 record"),
        ("aws_security_group", "Security group"),
        ("helm_release", "Helm release"),
        ("kubernetes_namespace_v1", "Namespace"),
        ("kubernetes_persistent_volume_claim_v1", "PersistentVolumeClaim"),
        ("terraform_data", "Command that Terraform runs"),
    ],
)
def test_kinds(kind: str, expected: str) -> None:
    """With the names of AWS and Kubernetes."""
    assert expected == kind_title(kind)


def test_every_kubernetes_kind_of_the_examples_has_the_clusters_own_name() -> None:
    """Kubernetes writes them without a space: a kind of several words needs a line in the table."""
    files = (ROOT / "tests/snapshots").glob("*/cdk.tf.json")
    kinds = {kind for file in files for kind in json.loads(file.read_text(encoding="utf-8"))["resource"] if kind.startswith("kubernetes_")}

    assert kinds
    assert [] == [kind for kind in kinds if " " in kind_title(kind)]


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ({"name": "hub"}, "hub"),
        ({"metadata": {"name": "home"}, "name": "other"}, "home"),
        ({"metadata": [{"name": "home"}]}, "home"),
        ({"name_prefix": "lab-"}, "lab"),
        ({"name": "${a.b}", "//": {"metadata": {"path": "lab/Home/Role/Resource"}}}, "Home/Role"),
        ({}, ""),
    ],
)
def test_own_name(block: dict[str, object], name: str) -> None:
    """The name on the cluster or in AWS, else the id in the stack."""
    assert name == own_name(block)
