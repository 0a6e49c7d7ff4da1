"""Nodes and resources of the hub's own pods: the hub, the proxy, and the scheduler of users' servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import Field

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.amounts import cores, whole_bytes
from constructs_lib.models.kinds.kubernetes import LabelKey, LabelValue
from constructs_lib.models.scheduling.resources import (
    Amount,
    Cpu,
    CpuAmount,
    Memory,
    MemoryAmount,
    Resources,
    ServerResources,
    resources_of,
    too_much_guaranteed,
)
from constructs_lib.models.scheduling.toleration import Toleration

#: Default CPU and memory guarantees: without a request, other pods on a full node starve it, and logins fail.
DEFAULT_REQUESTS: Mapping[str, tuple[str, str]] = {"hub": ("100m", "512Mi"), "proxy": ("50m", "128Mi"), "scheduler": ("50m", "128Mi")}


class ComponentResources(Model):
    """Guarantees and limits for one of the hub's own pods."""

    cpu: Cpu | None = None
    """{guarantee: 100m, limit: 1}, or one quantity for both. Default: a guarantee of 100m for the hub, 50m for the others; no limit."""
    memory: Memory | None = None
    """{guarantee: 512Mi, limit: 1Gi}, or one quantity for both. Default: a guarantee of 512Mi for the hub, 128Mi for the others; no limit."""


class CoreResources(ComponentResources):
    """Guarantees and limits for the hub, the proxy and the scheduler: the same for all, or by name."""

    hub: ComponentResources | None = None
    """Resources of the hub."""
    proxy: ComponentResources | None = None
    """Resources of the proxy, and of the pod that obtains certificates from Let's Encrypt."""
    scheduler: ComponentResources | None = None
    """Resources of the scheduler."""


class CoreConfig(Model):
    """Nodes and resources of the hub, the proxy and the scheduler."""

    node_selector: dict[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels that their nodes must have, all of them."""
    tolerations: tuple[Toleration, ...] = ()
    """Node taints that they tolerate, in addition to hub.jupyter.org/dedicated=core."""
    resources: CoreResources = Field(default_factory=CoreResources)
    """Guarantees and limits: {cpu: …, memory: …} for each of them, or by name {hub: …, proxy: …, scheduler: …}."""

    def amounts(self, component: str) -> ServerResources:
        """Return the resources of a component, including the defaults.

        Args:
            component: hub, proxy or scheduler.
        """
        given = (self.resources, getattr(self.resources, component))
        # Not validated again: they were validated in the hub file.
        levels = [Resources.model_construct(cpu=each.cpu, memory=each.memory) if each is not None else None for each in given]
        cpu, memory = DEFAULT_REQUESTS[component]
        default = Resources.model_construct(cpu=CpuAmount(guarantee=cpu), memory=MemoryAmount(guarantee=memory))
        return resources_of([default, *levels])


def pod_resources(amounts: ServerResources) -> dict[str, dict[str, Any]]:
    """Return the resources of a container in Kubernetes' form, as numbers. A default guarantee never exceeds the limit."""
    requests: dict[str, float] = {}
    limits: dict[str, float] = {}
    for name, amount, number in (("cpu", amounts.cpu, cores), ("memory", amounts.memory, _bytes)):
        guarantee, limit = _numbers(amount, number)
        requests |= {} if guarantee is None else {name: guarantee}
        limits |= {} if limit is None else {name: limit}
    return {key: found for key, found in (("requests", requests), ("limits", limits)) if found}


def _bytes(quantity: Any) -> int:
    return whole_bytes(str(quantity))


def _numbers(amount: Amount, number: Callable[[Any], float]) -> tuple[float | None, float | None]:
    guarantee = None if amount.guarantee is None else number(amount.guarantee)
    limit = None if amount.limit is None else number(amount.limit)
    if guarantee is not None and limit is not None and amount.guarantee_of == 0:
        guarantee = min(guarantee, limit)
    return guarantee, limit


def _guarantees_within_limits(core: CoreConfig) -> Iterator[Problem]:
    for component in DEFAULT_REQUESTS:
        for key, amount in too_much_guaranteed(core.amounts(component)):
            if amount.guarantee_of and amount.guarantee_of != amount.limit_of:  # if both are of one level, that level reports it
                path = ("resources", *((component,) if max(amount.guarantee_of, amount.limit_of) > 1 else ()), key)
                yield Problem(f"the {component}'s guarantee {str(amount.guarantee)!r} exceeds its limit {str(amount.limit)!r}", path)
                if len(path) == 2:  # noqa: PLR2004  # the same for all components
                    return


CoreConfig.RULES = (_guarantees_within_limits,)
