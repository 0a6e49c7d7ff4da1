"""Pods that a quota of the namespace would reject: containers without resources, and the hub with its first server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from constructs_lib.chart_values.singleuser.server_size import in_kubernetes, server_size
from constructs_lib.checks.finding import Finding
from constructs_lib.errors import KeyPath
from constructs_lib.models.scheduling.resources import GPU
from constructs_lib.models.singleuser.security import by_iptables
from constructs_lib.rendered.default_server import default_server
from constructs_lib.rendered.own_pods import OwnPods, own_pods, placeholders, resources_at
from constructs_lib.rendered.quantities import quantity, shown
from constructs_lib.rendered.values import ChartPath, HubReading, at

#: The user's own containers, which set their resources themselves.
_TOOLS: ChartPath = ("singleuser", "networkTools")
_LISTS: tuple[ChartPath, ...] = (
    ("hub", "initContainers"),
    ("hub", "extraContainers"),
    ("proxy", "traefik", "extraInitContainers"),
    ("singleuser", "initContainers"),
    ("singleuser", "extraContainers"),
)


def refused_by_quota(reading: HubReading) -> Iterator[Finding]:
    """Find pods of the hub and of its users' servers that ``resource_quota`` would reject.

    Args:
        reading: the hub.
    """
    yield from _without_resources(reading)
    yield from _too_small(reading)
    yield from _too_few_devices(reading)
    yield from _too_few_claims(reading)


def _without_resources(reading: HubReading) -> Iterator[Finding]:
    """A quota of CPU or memory rejects each pod with a container that requests none of it, including init containers.

    Source: Kubernetes, "Resource Quotas"; kubernetes, ``pkg/quota/v1/evaluator/core/pods.go``, ``Constraints``.
    """
    hub = reading.hub
    for key in hub.quota.computes:
        if key in hub.default_request:
            continue
        fact = f"requests no {key}, so resource_quota.{key} would reject its pod"
        advice = f"; add requests: {{{key}: …}}, or set limit_range: {{default_request: {{{key}: …}}}}"
        yield from (Finding(fact=fact, advice=advice, path=path) for path in _silent_containers(reading, key))
        if not _has_request(server_size(hub), key):
            fact = f"removes the guarantee, without which resource_quota.{key} would reject every server"
            yield Finding(fact=fact, advice="; remove it", path=reading.user_key(("singleuser", key, "guarantee")) or ())
        if hub.lets_encrypt:
            default = {"cpu": "50m", "memory": "64Mi"}[key]
            yield Finding(
                fact=f"conflicts with lets_encrypt: its pod has a container that requests no {key} and can't be configured",
                advice=f"; set limit_range: {{default_request: {{{key}: {default}}}}}",
                path=("resource_quota", key),
            )


def _silent_containers(reading: HubReading, key: str) -> Iterator[KeyPath]:
    """Yield where the user's values leave a container without a request: the chart's own, and those that the user adds."""
    places = [place for pods in own_pods(reading.final) for place in (*pods.containers, *pods.init_containers)]
    for place in dict.fromkeys([*places, *([_TOOLS] if by_iptables(reading.hub) else [])]):
        where = reading.user_key((*place, "resources", "requests", key))
        if where and not _has_request(_resources(reading, place), key):
            yield where
    for path in _LISTS:
        for position, container in enumerate(_list(at(reading.final, *path))):
            if isinstance(container, Mapping) and not _has_request(container.get("resources"), key):
                yield "values", *path, position


def _resources(reading: HubReading, place: ChartPath) -> Mapping[str, Any]:
    """Return the resources of one of the chart's containers; placeholders have those of a server by default."""
    given = resources_at(reading.final, place)
    return given or (server_size(reading.hub) if place == ("scheduling", "userPlaceholder") else {})


def _too_small(reading: HubReading) -> Iterator[Finding]:
    hub = reading.hub
    size = default_server(reading)
    for key in hub.quota.computes:
        own = sum((_requested(reading, pods, key) * pods.count for pods in own_pods(reading.final) if not pods.on_each_node), Decimal(0))
        server = _request(size, key) or Decimal(0)
        bound = quantity(getattr(hub.quota, key)) or Decimal(0)
        if bound < own + server:
            yield Finding(
                fact=f"{str(getattr(hub.quota, key))!r} is less than the hub's own pods ({shown(own, key)}, including placeholders) and one "
                f"server ({shown(server, key)}) request, so no server would start",
                advice=f"; use at least {shown(own + server, key)}, enough for all servers together",
                path=("resource_quota", key),
            )


def _too_few_devices(reading: HubReading) -> Iterator[Finding]:
    hub, size, place = reading.hub, default_server(reading), server_size(reading.hub)
    bounds: dict[str, tuple[int | None, KeyPath]] = {
        GPU: (hub.quota.gpus, ("resource_quota", "gpus")),
        **{name: (count, ("resource_quota", "extended", name)) for name, count in hub.quota.extended.items()},
    }
    for name, (bound, where) in bounds.items():
        server, held = (quantity(at(each, "limits", name)) or Decimal(0) for each in (size, place))
        wanted = server + held * placeholders(reading.final)
        if bound is not None and bound < wanted:
            fact = f"{bound} is less than the {wanted} of {name} that one server and the placeholders need, so no server would start"
            yield Finding(fact=fact, advice=f"; use at least {wanted}", path=where)


def _too_few_claims(reading: HubReading) -> Iterator[Finding]:
    """Count the claims of the hub and of its first user."""
    hub = reading.hub
    template = hub.homes.claim_template
    sizes = [str(at(reading.final, "singleuser", "storage", "capacity") or template.capacity)] if template else []
    shared = hub.efs_config.capacity if hub.efs_config else None
    claims = len(hub.homes.claims) + len(sizes)
    sizes += [shared] * len(hub.homes.claims) if shared else []
    if at(reading.final, "hub", "db", "type", default="sqlite-pvc") == "sqlite-pvc":
        claims += 1
        sizes.append(str(at(reading.final, "hub", "db", "pvc", "storage", default="1Gi")))
    needs = "those of the hub and of the first user" if template else "those of the hub"
    if hub.quota.claims is not None and hub.quota.claims < claims:
        fact = f"{hub.quota.claims} is less than the {claims} required claims, {needs}"
        yield Finding(fact=fact, advice=f"; use at least {claims}", path=("resource_quota", "claims"))
    total = sum((quantity(size) or Decimal(0) for size in sizes), Decimal(0))
    if hub.quota.storage is not None and (quantity(hub.quota.storage) or Decimal(0)) < total:
        fact = f"{hub.quota.storage!r} is less than the total size of the required claims, {shown(total, 'memory')}, {needs}"
        yield Finding(fact=fact, advice=f"; use at least {shown(total, 'memory')}", path=("resource_quota", "storage"))


def _requested(reading: HubReading, pods: OwnPods, key: str) -> Decimal:
    """Return the request of a pod: the sum of its containers, or that of an init container if larger."""
    own = Decimal(0)
    for place in pods.containers:
        own += _request(_resources(reading, place), key) or Decimal(0)
    return max([own, *(_request(resources_at(reading.final, place), key) or Decimal(0) for place in pods.init_containers)])


def _request(resources: Any, key: str) -> Decimal | None:
    """Return a request; Kubernetes uses the limit if no request is set."""
    for side in ("requests", "limits"):
        found = at(resources, side, key) if isinstance(resources, dict) else None
        if found is not None:
            return quantity(in_kubernetes(found))
    return None


def _has_request(resources: Any, key: str) -> bool:
    return bool(_request(resources, key))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
