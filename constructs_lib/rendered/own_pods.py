"""The pods of a hub beside its users' servers, as the chart's final values make them.

Source: chart, ``templates``: a Deployment each for the hub, the proxy, the one that gets certificates and the scheduler, a StatefulSet for
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
        containers: where the values say the resources of their containers.
        init_containers: the same of the containers that run before those.
        count: number of them.
        surge: number of pods that an upgrade makes beside them.
        on_each_node: there is one on each node of users' servers; count is 1.
    """

    containers: tuple[ChartPath, ...]
    init_containers: tuple[ChartPath, ...] = ()
    count: int = 1
    surge: int = 0
    on_each_node: bool = False


def own_pods(values: Values) -> Iterator[OwnPods]:
    """Yield the pods of a hub beside its users' servers.

    Args:
        values: all values that the chart is given.
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
    """Return the number of places that are held free."""
    enabled = at(values, "scheduling", "userPlaceholder", "enabled", default=True)
    return _number(at(values, "scheduling", "userPlaceholder", "replicas", default=0)) if enabled else 0


def pods_beside_servers(values: Values, *, servers: int) -> int:
    """Return how many pods a hub makes at most beside its users' servers, upgrades taken into account.

    Args:
        values: all values that the chart is given.
        servers: number of users' servers. With each on a node of its own, there are so many pods that pull images.
    """
    nodes = servers + placeholders(values)
    return sum((nodes if pods.on_each_node else pods.count) + pods.surge for pods in own_pods(values))


def resources_at(values: Values, place: ChartPath) -> Mapping[str, Any]:
    """Return the resources of a container of the chart's; of a placeholder without any, those of a user's server."""
    found = at(values, *place, "resources")
    return found if isinstance(found, Mapping) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
