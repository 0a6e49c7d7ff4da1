"""Protection of the nodes' credentials and the network from users' servers that ``values`` remove despite a key."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.finding import Finding
from constructs_lib.checks.spawner_config import profile_overrides
from constructs_lib.models.chart_version import ONE_METADATA_BLOCK
from constructs_lib.models.singleuser.egress import open_to
from constructs_lib.models.singleuser.instance_metadata import METADATA_ADDRESSES, METADATA_PORT, InstanceMetadata
from constructs_lib.models.singleuser.nfs_isolation import NfsIsolation
from constructs_lib.rendered.values import ChartPath, HubReading, at

_BLOCK: ChartPath = ("singleuser", "cloudMetadata", "blockWithIptables")
_ADDRESS: ChartPath = ("singleuser", "cloudMetadata", "ip")
_POLICY: ChartPath = ("singleuser", "networkPolicy")
_ALLOWED: ChartPath = (*_POLICY, "egressAllowRules", "cloudMetadataServer")
_CHART_ADDRESS = METADATA_ADDRESSES[0].partition("/")[0]
_HOST_NETWORK: tuple[ChartPath, ...] = (
    ("singleuser", "extraPodConfig", "hostNetwork"),
    ("singleuser", "extraPodConfig", "host_network"),
    ("hub", "config", "KubeSpawner", "extra_pod_config", "hostNetwork"),
    ("hub", "config", "KubeSpawner", "extra_pod_config", "host_network"),
    ("hub", "config", "KubeSpawner", "host_network"),
)


def metadata_block(reading: HubReading) -> Iterator[Finding]:
    """Find values that remove what ``instance_metadata`` and ``network_policy`` promise, or that the chart rejects.

    Args:
        reading: the hub.
    """
    kept_by = reading.hub.instance_metadata
    is_set = "instance_metadata" in reading.hub.model_fields_set
    blocks = at(reading.final, *_BLOCK, default=True) is True
    if kept_by is InstanceMetadata.IPTABLES and is_set:
        yield from _iptables_lost(reading)
    if kept_by is not InstanceMetadata.IPTABLES and blocks:
        yield _against(reading, _BLOCK, f"overrides instance_metadata: {kept_by}")
    if kept_by is InstanceMetadata.NETWORK_POLICY:
        yield from _policy_lost(reading)
    if kept_by is InstanceMetadata.IPTABLES:
        yield from _containers_of_profiles(reading, only_warns=not is_set)
    enabled = at(reading.final, *_POLICY, "enabled", default=True)
    both = blocks and enabled and at(reading.final, *_ALLOWED, default=False) and reading.version.has(ONE_METADATA_BLOCK)
    if both and kept_by is not InstanceMetadata.NETWORK_POLICY:
        fact = f"lets servers reach the instance metadata service, which chart {reading.version} rejects together with the iptables block"
        yield Finding(fact=fact, advice="; remove it", path=reading.user_key(_ALLOWED) or ())
    yield from _overridden_policy(reading)
    yield from _on_the_nodes_network(reading)


def _against(reading: HubReading, path: ChartPath, fact: str) -> Finding:
    return Finding(fact=fact, advice="; remove one of the two", path=reading.user_key(path) or ())


def _iptables_lost(reading: HubReading) -> Iterator[Finding]:
    for path, default in ((_BLOCK, True), (_ADDRESS, _CHART_ADDRESS)):
        if at(reading.final, *path, default=default) != default:
            yield _against(reading, path, "overrides instance_metadata: iptables, so servers can reach the nodes' credentials")


def _policy_lost(reading: HubReading) -> Iterator[Finding]:
    reason = "but instance_metadata: network_policy relies on the chart's network policy"
    fix = "; remove it, or set instance_metadata: iptables"
    policy = at(reading.final, *_POLICY, default={})
    enabled = policy.get("enabled", True) if isinstance(policy, dict) else None
    if enabled is not True and reading.hub.policy.enabled:
        yield Finding(fact=f"removes the network policy, {reason}", advice=fix, path=reading.user_key((*_POLICY, "enabled")) or ())
        return
    for path, default in ((_ALLOWED, False), (_ADDRESS, _CHART_ADDRESS)):
        if at(reading.final, *path, default=default) != default:
            fact = f"lets servers reach the instance metadata service, {reason}"
            yield Finding(fact=fact, advice=fix, path=reading.user_key(path) or ())
    theirs = reading.hub.user_value(*_POLICY, "egress")
    for position, rule in enumerate(theirs if isinstance(theirs, list) else ()):
        if open_to(rule, (METADATA_PORT,), METADATA_ADDRESSES):
            fact = f"lets servers reach the instance metadata service, {reason}"
            advice = f"; add except: [{METADATA_ADDRESSES[0]}], or remove the rule"
            yield Finding(fact=fact, advice=advice, path=("values", *_POLICY, "egress", position))


def _containers_of_profiles(reading: HubReading, *, only_warns: bool) -> Iterator[Finding]:
    """A list in a profile replaces the hub's list, and with it the chart's own container. Source: KubeSpawner, ``_apply_overrides``."""
    for override, path in profile_overrides(reading):
        if "init_containers" in override:
            fact = "replaces the init container that blocks the instance metadata service, so servers can reach the nodes' credentials"
            advice = "; set values.singleuser.initContainers, or instance_metadata: network_policy or nodes"
            yield Finding(fact=fact, advice=advice, path=(*path, "init_containers"), only_warns=only_warns)


def _overridden_policy(reading: HubReading) -> Iterator[Finding]:
    """The user's own rules may add to a policy that is set, but not open it as a whole."""
    policy = reading.hub.network_policy
    if policy is None:
        return
    if policy.enabled and at(reading.final, *_POLICY, "enabled", default=True) is not True:
        if reading.hub.instance_metadata is not InstanceMetadata.NETWORK_POLICY:
            yield _against(reading, (*_POLICY, "enabled"), "overrides network_policy, which then has no effect")
    elif not policy.private_addresses and reading.hub.isolated_from_nfs_by is not NfsIsolation.NETWORK_POLICY:
        for flag in ("privateIPs", "nonPrivateIPs"):
            path = (*_POLICY, "egressAllowRules", flag)
            if reading.user_key(path) and at(reading.final, *path):
                yield _against(reading, path, "overrides network_policy, which limits servers to allowed_cidrs in the VPC")


def _on_the_nodes_network(reading: HubReading) -> Iterator[Finding]:
    """A pod on the node's network has the node's credentials, and iptables would block them for the node itself."""
    if reading.hub.isolated_from_nfs_by is NfsIsolation.IPTABLES:  # reported by its own rule
        return
    for path in _HOST_NETWORK:
        if at(reading.final, *path) is True:
            fact = "true puts servers on their nodes' network, where nothing protects the nodes' credentials"
            yield Finding(fact=fact, advice="; remove it", path=reading.user_key(path) or ())
