"""The parts of a managed add-on; test_addon.py has what all add-ons promise."""

from __future__ import annotations

import json
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf

from constructs_lib.constructs.eks.addon_role import AddonRole
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.managed_addon import install
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.eks.identity import Identity, ServiceAccount


def _installed(role: AddonRole | None, **settings: Any) -> tuple[Any, dict[str, Any]]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    common: dict[str, Any] = {"version": None, "configuration": None, "preserve": False, "take_over": False}
    _, made = install(stack, cluster=cluster, name="metrics-server", role=role, **{**common, **settings})
    document = json.loads(cdktf.Testing.synth(stack))
    (addon,) = [addon for addon in document["resource"]["aws_eks_addon"].values() if addon["addon_name"] == "metrics-server"]
    return made, addon


def test_without_a_role() -> None:
    """No role is created, and EKS is asked for the given version and configuration."""
    role, addon = _installed(None, version="v0.7.2-eksbuild.1", configuration={"replicas": 1})

    assert (None, "v0.7.2-eksbuild.1", '{"replicas": 1}') == (role, addon["addon_version"], addon["configuration_values"])


def test_with_a_role() -> None:
    """The role is the one associated with the service account, and the add-on waits for its permissions."""
    account = ServiceAccount("kube-system", "metrics")
    role, addon = _installed(
        AddonRole(
            identity=Identity.POD_IDENTITY, service_account=account, purpose="metrics", managed_policies=("CloudWatchReadOnlyAccess",)
        )
    )

    (association,) = addon["pod_identity_association"]
    assert (account, "metrics") == (role.service_account, association["service_account"])
    assert any(target.startswith("aws_iam_role_policy_attachment.Role_") for target in addon["depends_on"])
