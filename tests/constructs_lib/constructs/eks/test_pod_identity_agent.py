"""The EKS Pod Identity Agent: installed, looked up, or relied upon."""

from __future__ import annotations

import json
from typing import Any

import cdktf

from constructs_lib.constructs.eks.pod_identity_agent import PodIdentityAgent
from constructs_lib.models.eks.identity import PodIdentityAgentMode
from tests.conftest import only


def _rendered(mode: PodIdentityAgentMode) -> tuple[dict[str, Any], int]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    agent = PodIdentityAgent(stack, "Agent", cluster_name="research-cluster", kubernetes_version="1.34", mode=mode)
    return dict(json.loads(cdktf.Testing.synth(stack))), len(agent.ready)


def test_managed() -> None:
    """EKS's version for this Kubernetes; one that another stack left is taken over, and this one stays in its turn."""
    document, waits = _rendered(PodIdentityAgentMode.MANAGED)
    agent, version = only(document, "aws_eks_addon"), only(document, "aws_eks_addon_version", "data")

    assert ("research-cluster", "eks-pod-identity-agent", "OVERWRITE", "OVERWRITE", True) == tuple(
        agent[key] for key in ("cluster_name", "addon_name", "resolve_conflicts_on_create", "resolve_conflicts_on_update", "preserve")
    )
    assert ("eks-pod-identity-agent", "1.34") == (version["addon_name"], version["kubernetes_version"])
    assert 1 == waits


def test_existing() -> None:
    """It is looked up, and waited for."""
    document, waits = _rendered(PodIdentityAgentMode.EXISTING)

    assert ("research-cluster", "eks-pod-identity-agent") == tuple(
        only(document, "aws_eks_addon", "data")[key] for key in ("cluster_name", "addon_name")
    )
    assert ("resource" not in document, 1) == (True, waits)


def test_built_in() -> None:
    """On EKS Auto Mode there is nothing to find or to wait for."""
    document, waits = _rendered(PodIdentityAgentMode.BUILT_IN)

    assert {"resource", "data"}.isdisjoint(document)
    assert 0 == waits
