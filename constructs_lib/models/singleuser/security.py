"""Rules that keep users' servers within the limits of the hub file, and still able to start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import NETWORK_TOOLS_RESOURCES, RESTRICTED_PODS, ChartVersion
from constructs_lib.models.namespace.limit_range import LimitRangeConfig
from constructs_lib.models.namespace.pod_security import PodSecurityConfig, PodSecurityLevel
from constructs_lib.models.namespace.resource_quota import ResourceQuotaConfig
from constructs_lib.models.namespace.settings import NamespaceProps
from constructs_lib.models.scheduling.resources import GPU
from constructs_lib.models.scheduling.settings import SchedulingConfig, SchedulingProps, scheduling_problems
from constructs_lib.models.singleuser.egress import open_to_nfs
from constructs_lib.models.singleuser.instance_metadata import InstanceMetadata, InstanceMetadataProps
from constructs_lib.models.singleuser.network_policy import NetworkPolicyConfig, NetworkPolicyProps, network_policy_problems
from constructs_lib.models.singleuser.nfs_isolation import VPC_ADDRESSES, NfsIsolation, NfsIsolationProps
from constructs_lib.models.singleuser.server_amounts import HubWithResources, server_amounts


class ServerSecurityProps(SchedulingProps, InstanceMetadataProps, NetworkPolicyProps, NfsIsolationProps, NamespaceProps):
    """The nodes of a hub and its servers, and the permissions of the servers."""


class SecuredHub(HubWithResources, Protocol):
    """The parts of a hub that these rules read."""

    @property
    def chart_version(self) -> ChartVersion:
        """Version of the chart."""

    @property
    def create_namespace(self) -> bool:
        """Whether the stack creates the namespace."""

    @property
    def run_as_root(self) -> bool:
        """Whether servers run as root."""

    @property
    def scheduling(self) -> SchedulingConfig:
        """How pods are scheduled."""

    @property
    def instance_metadata(self) -> InstanceMetadata:
        """How servers are blocked from the instance metadata service."""

    @property
    def isolated_from_nfs_by(self) -> NfsIsolation:
        """How servers are blocked from NFS."""

    @property
    def policy(self) -> NetworkPolicyConfig:
        """What servers may reach."""

    @property
    def pod_security(self) -> PodSecurityConfig | None:
        """Which pods are admitted."""

    @property
    def resource_quota(self) -> ResourceQuotaConfig | None:
        """Resource limits of the namespace."""

    @property
    def quota(self) -> ResourceQuotaConfig:
        """The same; empty if none is set."""

    @property
    def limit_range(self) -> LimitRangeConfig | None:
        """Defaults for containers."""

    @property
    def default_request(self) -> Mapping[str, str]:
        """Requests of containers that set none."""


#: Keys that add a privileged init container to servers.
_INIT_CONTAINERS: Mapping[str, str] = {
    "instance_metadata": "set instance_metadata: network_policy or nodes",
    "nfs_isolation": "set nfs_isolation: network_policy",
}


def by_iptables(hub: SecuredHub) -> list[str]:
    """Return the keys that add a privileged init container to each user's server."""
    found = ["instance_metadata"] if hub.instance_metadata is InstanceMetadata.IPTABLES else []
    return [*found, "nfs_isolation"] if hub.isolated_from_nfs_by is NfsIsolation.IPTABLES else found


def _scheduling_is_possible(hub: SecuredHub) -> Iterator[Problem]:
    yield from scheduling_problems(hub.scheduling, hub.chart_version)
    given = hub.scheduling.placeholders.resources
    devices = {} if given is None else {**given.extended, **({GPU: given.gpus} if given.gpus else {})}
    for name in devices.keys() - server_amounts(hub).devices.keys():
        yield Problem(
            f"requests {name}, but placeholders have the node selector and tolerations of the hub's own servers, which request none; "
            "placeholders on the nodes of a profile need pods of your own. Remove it",
            ("scheduling", "user_placeholders", "resources", "gpus" if name == GPU and given and given.gpus else "extended"),
        )


def _policy_holds(hub: SecuredHub) -> Iterator[Problem]:
    yield from network_policy_problems(hub.policy)
    fix = "remove it, or set {}: iptables"
    relies = {
        "instance_metadata": hub.instance_metadata is InstanceMetadata.NETWORK_POLICY,
        "nfs_isolation": hub.isolated_from_nfs_by is NfsIsolation.NETWORK_POLICY,
    }
    for key, relied in relies.items():
        if relied and not hub.policy.enabled:
            yield Problem(f"is false, but {key}: network_policy relies on the policy; {fix.format(key)}", ("network_policy", "enabled"))
    if not relies["nfs_isolation"]:
        return
    reason = f"but nfs_isolation: network_policy relies on the policy; {fix.format('nfs_isolation')}"
    if hub.policy.private_addresses:
        yield Problem(f"lets servers reach file systems, {reason}", ("network_policy", "private_addresses"))
    for position, allowed in enumerate(hub.policy.allowed_cidrs):
        if port := open_to_nfs(allowed.rule, VPC_ADDRESSES):
            yield Problem(
                f"lets servers reach port {port} in address ranges that VPCs use, {reason}, or restrict the ports",
                ("network_policy", "allowed_cidrs", position),
            )


def _labels_are_ours(hub: SecuredHub) -> Iterator[Problem]:
    if hub.pod_security is not None and not hub.create_namespace:
        yield Problem(
            "sets labels of the namespace, which is not managed with create_namespace: false; label it yourself, and remove this key",
            ("pod_security",),
        )


def _level_admits_all(hub: SecuredHub) -> Iterator[Problem]:
    """Source: measured with k8s.io/pod-security-admission; docs/user-environment.md, "Pod Security"."""
    level = hub.pod_security.enforce if hub.pod_security else None
    if level is None or level is PodSecurityLevel.PRIVILEGED:
        return
    path = ("pod_security", "enforce")
    for key in by_iptables(hub):
        yield Problem(
            f"{level.value!r} conflicts with {key}: iptables, whose init container is privileged, so every user's server would be refused; "
            f"{_INIT_CONTAINERS[key]}",
            path,
        )
    if level is PodSecurityLevel.BASELINE:
        return
    if not hub.chart_version.has(RESTRICTED_PODS):
        what = f"{level.value!r} for the hub's own pods"
        yield Problem(f"{hub.chart_version.lacks(RESTRICTED_PODS, what)}, or set baseline", path)
    if hub.run_as_root:
        yield Problem(
            f"{level.value!r} conflicts with run_as_root: true, so every user's server would be refused; remove one of them", path
        )


def _quota_bounds(hub: SecuredHub) -> Iterator[Problem]:
    quota = hub.resource_quota
    if quota is not None and not quota.hard(own_pods=0):
        yield Problem("sets no limit; set one of its keys, for example servers: 100, or remove it", ("resource_quota",))
    if hub.limit_range is not None and not hub.limit_range.request:
        yield Problem("sets no default; set {default_request: {cpu: 100m, memory: 128Mi}}, or remove it", ("limit_range",))
    for key in hub.quota.computes:
        blocks = [] if key in hub.default_request or hub.chart_version.has(NETWORK_TOOLS_RESOURCES) else by_iptables(hub)
        for block in blocks:
            yield Problem(
                f"conflicts with {block}: iptables on chart {hub.chart_version}, whose init container has no {key} request, so every user's "
                f"server would be refused; {_INIT_CONTAINERS[block]}, or set a limit_range with this default_request",
                ("resource_quota", key),
            )


SECURITY_RULES = (_scheduling_is_possible, _policy_holds, _labels_are_ours, _level_admits_all, _quota_bounds)
