"""The EKS Pod Identity Agent: installed, or looked up."""

from __future__ import annotations

import json
from typing import Any

import cdktf

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.pod_identity_agent import PodIdentityAgent
from constructs_lib.models.eks.cluster import ClusterConfig
from tests.conftest import only


def _rendered(**settings: Any) -> tuple[dict[str, Any], int]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    agent = PodIdentityAgent(stack, "Agent", cluster=cluster, **settings)
    return dict(json.loads(cdktf.Testing.synth(stack))), len(agent.ready)


def test_installed_by_default() -> None:
    """EKS's version for the cluster's Kubernetes; one that another stack left is taken over, and this one is kept on destroy."""
    document, waits = _rendered()
    agent, version = only(document, "aws_eks_addon"), only(document, "aws_eks_addon_version", "data")

    assert ("research-cluster", "eks-pod-identity-agent", "OVERWRITE", "OVERWRITE", True) == tuple(
        agent[key] for key in ("cluster_name", "addon_name", "resolve_conflicts_on_create", "resolve_conflicts_on_update", "preserve")
    )
    assert "eks-pod-identity-agent" == version["addon_name"]
    assert "most_recent" not in version
    assert version["kubernetes_version"].startswith("${data.aws_eks_cluster.")
    assert 1 == waits
    assert "aws_iam_role" not in document["resource"]


def test_existing() -> None:
    """It is looked up, and waited for."""
    document, waits = _rendered(existing=True)

    assert ("research-cluster", "eks-pod-identity-agent") == tuple(
        only(document, "aws_eks_addon", "data")[key] for key in ("cluster_name", "addon_name")
    )
    assert ("resource" not in document, 1) == (True, waits)
