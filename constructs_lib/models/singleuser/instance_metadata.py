"""How users' servers are blocked from the credentials of their nodes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.kinds.validators import any_case

#: Addresses of the instance metadata service. Source: Amazon EC2 user guide, "Access instance metadata for an EC2 instance".
METADATA_ADDRESSES = ("169.254.169.254/32", "fd00:ec2::254/128")
#: Port of the instance metadata service.
METADATA_PORT = 80


class InstanceMetadata(StrEnum):
    """How users' servers are blocked from the instance metadata service."""

    #: A privileged init container drops the packets in the server's own network namespace.
    IPTABLES = "iptables"
    #: The cluster enforces NetworkPolicies, and the chart's policy doesn't allow the address.
    NETWORK_POLICY = "network_policy"
    #: All nodes require IMDSv2 with hop limit 1, so that no pod gets a response.
    NODES = "nodes"


class InstanceMetadataProps(HelmAddOnProps):
    """How users' servers are blocked from the credentials of their nodes."""

    instance_metadata: Annotated[InstanceMetadata, any_case(*InstanceMetadata)] = InstanceMetadata.IPTABLES
    """How users' servers are blocked from the instance metadata service, and so from the nodes' role: iptables (a privileged init
    container), network_policy (only if the cluster enforces NetworkPolicies; Amazon EKS doesn't by default), or nodes (only if all nodes
    require IMDSv2 with hop limit 1, as those of EKS Auto Mode do)."""
