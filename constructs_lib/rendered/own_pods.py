"""The pods of a hub apart from its users' servers, by the chart's final values.

Source: chart, ``templates``: a Deployment each for the hub, the proxy, the TLS proxy and the scheduler, a StatefulSet for
the placeholders, a Job and two DaemonSets for the images.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.rendered.values import ChartPath, Values, at

_SCHEDULERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPods:
    """Pods of one kind.

    Args:
        containers: paths of their containers' resources in the values.
        init_containers: the same for their init containers.
        count: number of them.
        surge: number of additional pods during an upgrade.
        on_each_node: one runs on each node of users' servers; count is 1.
    """

    containers: tuple[ChartPath, ...]
    init_containers: tuple[ChartPath, ...] = ()
    count: int = 1
    surge: int = 0
    on_each_node: bool = False


def own_pods(values: Values) -> Iterator[OwnPods]:
    """Yield the pods of a hub apart from its users' servers.

    Args:
        values: all values of the chart.
    """
    yield OwnPods(containers=(("hub",),))
    yield OwnPods(containers=(("proxy", "chp"),))
    if at(values, "proxy", "https", "enabled") and at(values, "proxy", "https", "type", default="letsencrypt") == "letsencrypt":
        sync = ("proxy", "secretSync")
        yield OwnPods(containers=(("proxy", "traefik"), sync), init_containers=(sync,), surge=1)
    if at(values, "scheduling", "userScheduler", "enabled", default=True):
        replicas = at(values, "scheduling", "userScheduler", "replicas", default=_SCHEDULERS)
        yield OwnPods(containers=(("scheduling", "userScheduler"),), count=_number(replicas), surge=1)
    if places := placeholders(values):
        yield OwnPods(containers=(("scheduling", "userPlaceholder"),), count=places)
    hook = at(values, "prePuller", "hook", "enabled", default=True)
    if hook:
        yield OwnPods(containers=(("prePuller", "hook"),))
    for puller in (hook, at(values, "prePuller", "continuous", "enabled", default=True)):
        if puller:
            yield OwnPods(containers=(("prePuller",),), init_containers=(("prePuller",),), on_each_node=True)


def placeholders(values: Values) -> int:
    """Return the number of placeholder pods."""
    enabled = at(values, "scheduling", "userPlaceholder", "enabled", default=True)
    return _number(at(values, "scheduling", "userPlaceholder", "replicas", default=0)) if enabled else 0


def pods_beside_servers(values: Values, *, servers: int) -> int:
    """Return the maximum number of pods of a hub apart from its users' servers, including upgrades.

    Args:
        values: all values of the chart.
        servers: number of users' servers. Each may be on a separate node, with its own pods that pull images.
    """
    nodes = servers + placeholders(values)
    return sum((nodes if pods.on_each_node else pods.count) + pods.surge for pods in own_pods(values))


def resources_at(values: Values, place: ChartPath) -> Mapping[str, Any]:
    """Return the resources of one of the chart's containers; empty if none are set."""
    found = at(values, *place, "resources")
    return found if isinstance(found, Mapping) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
