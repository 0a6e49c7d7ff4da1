"""Rules by which users' servers stay within what the hub file allows them, and can be started all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import NETWORK_TOOLS_RESOURCES, RESTRICTED_PODS, ChartVersion
from constructs_lib.models.namespace.limit_range import LimitRangeConfig
from constructs_lib.models.namespace.pod_security import PodSecurityConfig, PodSecurityLevel
from constructs_lib.models.namespace.resource_quota import ResourceQuotaConfig
from constructs_lib.models.namespace.settings import NamespaceProps
from constructs_lib.models.scheduling.settings import SchedulingConfig, SchedulingProps, scheduling_problems
from constructs_lib.models.singleuser.egress import open_to_nfs
from constructs_lib.models.singleuser.instance_metadata import InstanceMetadata, InstanceMetadataProps
from constructs_lib.models.singleuser.network_policy import NetworkPolicyConfig, NetworkPolicyProps, network_policy_problems
from constructs_lib.models.singleuser.nfs_isolation import VPC_ADDRESSES, NfsIsolation, NfsIsolationProps
from constructs_lib.models.singleuser.resources import GPU
from constructs_lib.models.singleuser.server_amounts import HubWithResources, server_amounts


class ServerSecurityProps(SchedulingProps, InstanceMetadataProps, NetworkPolicyProps, NfsIsolationProps, NamespaceProps):
    """On which nodes a hub and its servers run, and what the servers may do there."""


class SecuredHub(HubWithResources, Protocol):
    """What the rules read of a hub."""

    @property
    def chart_version(self) -> ChartVersion:
        """Version of the chart."""

    @property
    def create_namespace(self) -> bool:
        """Whether the stack makes the namespace."""

    @property
    def run_as_root(self) -> bool:
        """Whether servers run as root."""

    @property
    def scheduling(self) -> SchedulingConfig:
        """What gives pods their nodes."""

    @property
    def instance_metadata(self) -> InstanceMetadata:
        """What keeps servers from the instance metadata."""

    @property
    def isolated_from_nfs_by(self) -> NfsIsolation:
        """What keeps servers from NFS."""

    @property
    def policy(self) -> NetworkPolicyConfig:
        """What servers may reach."""

    @property
    def pod_security(self) -> PodSecurityConfig | None:
        """Which pods are admitted."""

    @property
    def resource_quota(self) -> ResourceQuotaConfig | None:
        """Bounds of the namespace."""

    @property
    def quota(self) -> ResourceQuotaConfig:
        """The same, without any if none is said."""

    @property
    def limit_range(self) -> LimitRangeConfig | None:
        """Defaults of containers."""

    @property
    def default_request(self) -> Mapping[str, str]:
        """What containers without a request are guaranteed."""


#: Keys by which servers get a privileged init container.
_INIT_CONTAINERS: Mapping[str, str] = {
    "instance_metadata": "write instance_metadata: network_policy or nodes",
    "nfs_isolation": "write nfs_isolation: network_policy",
}


def by_iptables(hub: SecuredHub) -> list[str]:
    """Return the keys by which each user's server gets a privileged init container."""
    found = ["instance_metadata"] if hub.instance_metadata is InstanceMetadata.IPTABLES else []
    return [*found, "nfs_isolation"] if hub.isolated_from_nfs_by is NfsIsolation.IPTABLES else found


def _scheduling_is_possible(hub: SecuredHub) -> Iterator[Problem]:
    yield from scheduling_problems(hub.scheduling, hub.chart_version)
    given = hub.scheduling.placeholders.resources
    devices = {} if given is None else {**given.extended, **({GPU: given.gpus} if given.gpus else {})}
    for name in devices.keys() - server_amounts(hub).devices.keys():
        yield Problem(
            f"asks for {name}, but places are held with the node selector and tolerations of the hub's own servers, which ask for none; places "
            "on the nodes of a profile need pods of your own. Remove it",
            ("scheduling", "user_placeholders", "resources", "gpus" if name == GPU and given and given.gpus else "extended"),
        )


def _policy_holds(hub: SecuredHub) -> Iterator[Problem]:
    yield from network_policy_problems(hub.policy)
    fix = "remove it, or write {}: iptables"
    relies = {
        "instance_metadata": hub.instance_metadata is InstanceMetadata.NETWORK_POLICY,
        "nfs_isolation": hub.isolated_from_nfs_by is NfsIsolation.NETWORK_POLICY,
    }
    for key, relied in relies.items():
        if relied and not hub.policy.enabled:
            yield Problem(f"is false, but {key}: network_policy relies on the policy; {fix.format(key)}", ("network_policy", "enabled"))
    if not relies["nfs_isolation"]:
        return
    word = f"but nfs_isolation: network_policy relies on the policy; {fix.format('nfs_isolation')}"
    if hub.policy.private_addresses:
        yield Problem(f"lets servers reach file systems, {word}", ("network_policy", "private_addresses"))
    for position, allowed in enumerate(hub.policy.allowed_cidrs):
        if port := open_to_nfs(allowed.rule, VPC_ADDRESSES):
            yield Problem(
                f"lets servers reach port {port} at addresses that a VPC may have, {word}, or name the ports that are meant",
                ("network_policy", "allowed_cidrs", position),
            )


def _labels_are_ours(hub: SecuredHub) -> Iterator[Problem]:
    if hub.pod_security is not None and not hub.create_namespace:
        yield Problem(
            "is written as labels of the namespace, which create_namespace: false leaves as it is; label it yourself, and remove this key",
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
            f"{level.value!r} does not go with {key}: iptables, whose init container is privileged: every user's server would be refused; "
            f"{_INIT_CONTAINERS[key]}",
            path,
        )
    if level is PodSecurityLevel.BASELINE:
        return
    if not hub.chart_version.has(RESTRICTED_PODS):
        what = f"{level.value!r}, which the hub's own pods don't meet,"
        yield Problem(f"{hub.chart_version.lacks(RESTRICTED_PODS, what)}. Or write baseline", path)
    if hub.run_as_root:
        yield Problem(
            f"{level.value!r} does not go with run_as_root: true: every user's server would be refused; remove one of the two", path
        )


def _quota_bounds(hub: SecuredHub) -> Iterator[Problem]:
    quota = hub.resource_quota
    if quota is not None and not quota.hard(own_pods=0):
        yield Problem("holds no bound; write one of its keys, for example servers: 100, or remove it", ("resource_quota",))
    if hub.limit_range is not None and not hub.limit_range.request:
        yield Problem("holds no default; write {default_request: {cpu: 100m, memory: 128Mi}}, or remove it", ("limit_range",))
    for key in hub.quota.computes:
        blocks = [] if key in hub.default_request or hub.chart_version.has(NETWORK_TOOLS_RESOURCES) else by_iptables(hub)
        for block in blocks:
            yield Problem(
                f"does not go with {block}: iptables on chart {hub.chart_version}, whose init container says no {key}, so that every user's "
                f"server would be refused; {_INIT_CONTAINERS[block]}, or a limit_range with this default_request",
                ("resource_quota", key),
            )


SECURITY_RULES = (_scheduling_is_possible, _policy_holds, _labels_are_ours, _level_admits_all, _quota_bounds)
