"""Ephemeral resources are rendered as Terraform expects them."""

from __future__ import annotations

import json

import cdktf

from constructs_lib.terraform.ephemeral import ephemeral_resource


def test_blocks() -> None:
    """Each is at its kind and name, and its address refers to it."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    first = ephemeral_resource(stack, "aws_eks_cluster_auth", "one", {"name": "a"})
    ephemeral_resource(stack, "aws_eks_cluster_auth", "two", {"name": "b"})

    assert "ephemeral.aws_eks_cluster_auth.one" == first
    assert {"aws_eks_cluster_auth": {"one": {"name": "a"}, "two": {"name": "b"}}} == json.loads(cdktf.Testing.synth(stack))["ephemeral"]
