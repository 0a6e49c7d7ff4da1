"""Chart values for the network access of users' servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.models.chart_version import EGRESS_ALLOW_RULES
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.network_policy import EVERYTHING, POD_IDENTITY_AGENT
from constructs_lib.models.singleuser.nfs_isolation import DNS_OF_THE_VPC, INTERNET_ONLY, NfsIsolation


def network_policy_values(hub: JupyterHubAddOnProps, *, uses_pod_identity: bool) -> dict[str, Any]:
    """Return the chart's network policy for users' servers; nothing if the chart's default applies.

    Args:
        hub: the hub.
        uses_pod_identity: whether servers have to reach the EKS Pod Identity Agent. The chart's rule for the internet allows its address,
            except for IPv6, which the chart's rules omit.
    """
    if not hub.policy.enabled:
        return {"singleuser": {"networkPolicy": {"enabled": False}}}
    by_flags = hub.chart_version.has(EGRESS_ALLOW_RULES)
    policy: dict[str, Any] = {"enabled": True} if hub.network_policy or _closed(hub) else {}
    rules: list[Mapping[str, Any]] = [allowed.rule for allowed in hub.policy.allowed_cidrs]
    rules += [POD_IDENTITY_AGENT] if uses_pod_identity else []
    if _closed(hub):
        rules = [INTERNET_ONLY, DNS_OF_THE_VPC, *rules]
    elif rules and not by_flags:
        rules = [EVERYTHING, *rules]
    if rules:
        policy["egress"] = rules
    if by_flags and (_closed(hub) or hub.policy.private_addresses):
        policy["egressAllowRules"] = {"nonPrivateIPs": False} if _closed(hub) else {"privateIPs": True}
    return {"singleuser": {"networkPolicy": policy}} if policy else {}


def _closed(hub: JupyterHubAddOnProps) -> bool:
    """Whether only listed addresses are allowed among those that a VPC may have.

    The chart's own rule ``nonPrivateIPs`` allows 100.64.0.0/10 and 198.18.0.0/15, which a VPC's pods and file systems can also
    get addresses from. Source: Amazon EKS best practices guide, "Custom Networking".
    """
    said = hub.network_policy is not None and not hub.network_policy.private_addresses
    return said or hub.isolated_from_nfs_by is NfsIsolation.NETWORK_POLICY
