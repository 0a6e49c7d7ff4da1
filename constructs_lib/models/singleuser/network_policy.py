"""Which network addresses users' servers may reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.kinds.text import Cidr
from constructs_lib.models.kinds.validators import distinct, is_token
from constructs_lib.models.singleuser.instance_metadata import METADATA_ADDRESSES
from constructs_lib.models.user_identity.agent import AGENT_ADDRESSES, AGENT_PORT

#: The default rule of chart 1.x; there, any other list of rules replaces it. Source: chart 1.2.0, ``values.yaml``.
EVERYTHING: Mapping[str, Any] = {"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": [METADATA_ADDRESSES[0]]}}]}
#: The agent on each node from which servers fetch their AWS credentials, over IPv4 and IPv6.
POD_IDENTITY_AGENT: Mapping[str, Any] = {
    "to": [{"ipBlock": {"cidr": address}} for address in AGENT_ADDRESSES],
    "ports": [{"protocol": "TCP", "port": AGENT_PORT}],
}
Port = Annotated[StrictInt, Field(ge=1, le=65_535)]


class AllowedCidr(Model):
    """Addresses that users' servers may reach."""

    cidr: Cidr
    """Address range in CIDR notation, for example 10.0.4.0/24, or 10.0.4.17/32 for one address."""
    ports: Annotated[tuple[Port, ...], AfterValidator(distinct), Field(max_length=24)] = ()
    """TCP ports, for example [5432], at most 24, the maximum of the Amazon VPC CNI. Default: all ports and protocols."""

    @property
    def rule(self) -> dict[str, Any]:
        """The addresses as a NetworkPolicy rule, always without the instance metadata service."""
        block: dict[str, Any] = {"cidr": self.cidr}
        if excepted := [] if is_token(self.cidr) else [each for each in METADATA_ADDRESSES if _inside(each, self.cidr)]:
            block["except"] = excepted
        ports = {"ports": [{"protocol": "TCP", "port": port} for port in self.ports]} if self.ports else {}
        return {"to": [{"ipBlock": block}], **ports}


def _inside(address: str, cidr: str) -> bool:
    one, other = ip_network(address), ip_network(cidr)
    return one.version == other.version and one != other and one.overlaps(other)


class NetworkPolicyConfig(Model):
    """What users' servers may reach, if the cluster enforces NetworkPolicies. Only the hub and the proxy may reach the servers."""

    enabled: StrictBool = True
    """Create the policy. False: users' servers may reach each other and everything in the VPC."""
    private_addresses: StrictBool = False
    """Allow servers to reach all private addresses: databases, VPC endpoints, other pods. Default: in the address ranges of VPCs, they
    reach only DNS and allowed_cidrs."""
    allowed_cidrs: tuple[AllowedCidr, ...] = ()
    """Addresses that servers may reach in addition to the internet, for example [{cidr: 10.0.4.0/24, ports: [5432]}] for a database.
    Interface endpoints of AWS services also have private addresses; gateway endpoints of S3 don't."""


class NetworkPolicyProps(HelmAddOnProps):
    """Which network addresses users' servers may reach."""

    network_policy: NetworkPolicyConfig | None = None
    """What users' servers may reach, if the cluster enforces NetworkPolicies; Amazon EKS doesn't by default. Default: the chart's own
    policy: the internet and DNS, no private addresses; on chart 1.x everything except the instance metadata service."""

    @property
    def policy(self) -> NetworkPolicyConfig:
        """What users' servers may reach, including the default."""
        return self.network_policy or NetworkPolicyConfig()


def network_policy_problems(policy: NetworkPolicyConfig) -> Iterator[Problem]:
    """Find conflicts within the policy; paths begin at the hub.

    Args:
        policy: the policy.
    """
    for key in ("private_addresses", "allowed_cidrs"):
        if not policy.enabled and getattr(policy, key):
            yield Problem(
                "has no effect with enabled: false, which lets servers reach everything; remove one of them", ("network_policy", key)
            )
    for position, allowed in enumerate(policy.allowed_cidrs):
        if not is_token(allowed.cidr) and allowed.cidr in METADATA_ADDRESSES:
            yield Problem(
                f"{allowed.cidr!r} is the instance metadata service, which provides the credentials of the nodes' role; remove it",
                ("network_policy", "allowed_cidrs", position, "cidr"),
            )
