"""Nodes and resources of the hub's own pods: the hub, the proxy, the scheduler of users' servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import Field

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.amounts import cores, whole_bytes
from constructs_lib.models.kinds.kubernetes import LabelKey, LabelValue
from constructs_lib.models.singleuser.resources import (
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
from constructs_lib.models.singleuser.toleration import Toleration

#: CPU and memory that each of them is guaranteed by default: without a request, pods on a full node starve it, and with it all log-ins.
DEFAULT_REQUESTS: Mapping[str, tuple[str, str]] = {"hub": ("100m", "512Mi"), "proxy": ("50m", "128Mi"), "scheduler": ("50m", "128Mi")}


class ComponentResources(Model):
    """What a pod of the hub's own is guaranteed and may take at most."""

    cpu: Cpu | None = None
    """{guarantee: 100m, limit: 1}, or one quantity for both. Default: 100m are guaranteed to the hub, 50m to the others; no limit."""
    memory: Memory | None = None
    """{guarantee: 512Mi, limit: 1Gi}, or one quantity for both. Default: 512Mi are guaranteed to the hub, 128Mi to the others; no limit."""


class CoreResources(ComponentResources):
    """What the hub, the proxy and the scheduler are guaranteed and may take at most: all of them alike, or one alone by its name."""

    hub: ComponentResources | None = None
    """The hub's own."""
    proxy: ComponentResources | None = None
    """The proxy's own, also of the pod that gets certificates from Let's Encrypt."""
    scheduler: ComponentResources | None = None
    """The scheduler's own."""


class CoreConfig(Model):
    """Where the hub, the proxy and the scheduler run, and what they get."""

    node_selector: dict[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels that their nodes must have, all of them."""
    tolerations: tuple[Toleration, ...] = ()
    """Taints of nodes that they tolerate, beside hub.jupyter.org/dedicated=core."""
    resources: CoreResources = Field(default_factory=CoreResources)
    """What each of them is guaranteed and may take at most: {cpu: …, memory: …}, or by name {hub: …, proxy: …, scheduler: …}."""

    def amounts(self, component: str) -> ServerResources:
        """Return what a component gets, the defaults taken into account.

        Args:
            component: hub, proxy or scheduler.
        """
        said = (self.resources, getattr(self.resources, component))
        # Unchecked, because they were checked where they were written.
        levels = [Resources.model_construct(cpu=each.cpu, memory=each.memory) if each is not None else None for each in said]
        cpu, memory = DEFAULT_REQUESTS[component]
        default = Resources.model_construct(cpu=CpuAmount(guarantee=cpu), memory=MemoryAmount(guarantee=memory))
        return resources_of([default, *levels])


def pod_resources(amounts: ServerResources) -> dict[str, dict[str, Any]]:
    """Return the resources of a container as Kubernetes writes them, in numbers. A guarantee by default is no more than the limit."""
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
            if amount.guarantee_of and amount.guarantee_of != amount.limit_of:  # of one level it is said there
                path = ("resources", *((component,) if max(amount.guarantee_of, amount.limit_of) > 1 else ()), key)
                yield Problem(f"guarantee {str(amount.guarantee)!r} of the {component} is more than its limit, {str(amount.limit)!r}", path)
                if len(path) == 2:  # noqa: PLR2004  # all components have it alike
                    return


CoreConfig.RULES = (_guarantees_within_limits,)
