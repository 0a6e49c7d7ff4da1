"""Cluster settings that the keys of a hub rely on."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.singleuser.instance_metadata import InstanceMetadata
from constructs_lib.models.singleuser.nfs_isolation import NfsIsolation

#: Names of the settings; tools that check a cluster use them.
NETWORK_POLICIES, IMDS_HOP_LIMIT = "network-policies", "imds-hop-limit-1"


def cluster_prerequisites(hub: JupyterHubAddOnProps) -> Iterator[Prerequisite]:
    """Yield the cluster settings without which the hub's keys have no effect.

    Source: Amazon EKS user guide, "Limit Pod traffic with Kubernetes network policies", "Configure the Amazon VPC CNI plugin for
    Kubernetes network policy" and "Restrict access to the instance profile assigned to the worker node".
    """
    relying = {
        "instance_metadata": hub.instance_metadata is InstanceMetadata.NETWORK_POLICY,
        "nfs_isolation": hub.isolated_from_nfs_by is NfsIsolation.NETWORK_POLICY,
        "network_policy": hub.network_policy is not None and hub.network_policy.enabled,
    }
    if keys := [key for key, relies in relying.items() if relies]:
        yield Prerequisite(
            kind=PrerequisiteKind.CLUSTER_SETTING,
            name=NETWORK_POLICIES,
            description=(
                f"enforced NetworkPolicies, which {' and '.join(keys)} of the hub in {hub.namespace} rely on: "
                'enableNetworkPolicy: "true" in the configuration of the add-on vpc-cni, best with NETWORK_POLICY_ENFORCING_MODE: strict; on EKS '
                "Auto Mode networkPolicy in the NodeClass and the ConfigMap amazon-vpc-cni; or Calico, Cilium"
            ),
        )
    if hub.instance_metadata is InstanceMetadata.NODES:
        yield Prerequisite(
            kind=PrerequisiteKind.CLUSTER_SETTING,
            name=IMDS_HOP_LIMIT,
            description=(
                f"nodes that require IMDSv2 with hop limit 1, which instance_metadata: nodes of the hub in {hub.namespace} relies on; "
                "EKS Auto Mode nodes do"
            ),
        )
