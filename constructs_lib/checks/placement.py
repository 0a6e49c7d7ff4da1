"""Chart values that keep pods from running where ``scheduling`` places them, or make servers wait behind placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.finding import Finding
from constructs_lib.checks.spawner_config import profile_overrides
from constructs_lib.models.scheduling.settings import NodePurpose
from constructs_lib.rendered.own_pods import placeholders
from constructs_lib.rendered.values import ChartPath, HubReading, at

_PURPOSE: ChartPath = ("scheduling", "userPods", "nodeAffinity", "matchNodePurpose")
_REQUIRED: ChartPath = ("singleuser", "extraNodeAffinity", "required")
_SPAWNERS: ChartPath = ("hub", "config", "KubeSpawner", "node_affinity_required")
_PRIORITY: ChartPath = ("scheduling", "podPriority", "enabled")


def misplaced_pods(reading: HubReading) -> Iterator[Finding]:
    """Find values that undo what ``scheduling`` sets.

    Args:
        reading: the hub.
    """
    if reading.hub.scheduling.placeholders.replicas and placeholders(reading.final) and not at(reading.final, *_PRIORITY):
        fact = "removes the pods' priorities, without which servers wait behind the pods of user_placeholders"
        yield Finding(fact=fact, advice="; remove it", path=reading.user_key(_PRIORITY) or ())
    if reading.hub.scheduling.node_purposes.users is not NodePurpose.REQUIRE or at(reading.final, *_PURPOSE) != NodePurpose.REQUIRE.value:
        return
    advice = "; set node labels that all servers need as values.singleuser.nodeSelector"
    if at(reading.final, *_REQUIRED):
        fact = "is an alternative to the condition of dedicated_nodes: require, so servers can run on nodes that meet either one"
        yield Finding(fact=fact, advice=advice, path=reading.user_key(_REQUIRED) or ())
    if where := reading.user_key(_SPAWNERS):
        yield Finding(fact="replaces the condition of dedicated_nodes: require", advice=advice, path=where)
    for override, path in profile_overrides(reading):
        if "node_affinity_required" in override:
            fact = "replaces the condition of dedicated_nodes: require for this profile"
            yield Finding(fact=fact, advice="; set node_selector", path=(*path, "node_affinity_required"))
