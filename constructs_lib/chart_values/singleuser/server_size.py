"""The size of a user's server without a profile, in Kubernetes' format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from constructs_lib.chart_values.merge import merged
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.kinds.amounts import cores
from constructs_lib.models.scheduling.resources import ServerResources
from constructs_lib.models.singleuser.server_amounts import server_amounts

#: A server's CPU request under a quota of CPU if none is set: the least that lets it start.
LEAST_CPU = "50m"
_POWERS = {"K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_SPAWNERS_BYTES = re.compile(r"([0-9]+(?:\.[0-9]+)?)([KMGT])")


def server_size(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the resources of a server's container, including the user's own chart values."""
    ours = written(server_amounts(hub), least_cpu="cpu" in hub.quota.computes)
    theirs: dict[str, dict[str, Any]] = {"requests": {}, "limits": {}}
    for side, key in (("requests", "guarantee"), ("limits", "limit")):
        for resource in ("cpu", "memory"):
            said = hub.user_value("singleuser", resource, key, default=...)
            theirs[side] |= {} if said is ... else {resource: in_kubernetes(said)}
        extra = hub.user_value("singleuser", "extraResource", f"{key}s")
        theirs[side] |= extra if isinstance(extra, dict) else {}
    return _said(merged(ours, theirs))


def written(resources: ServerResources, *, least_cpu: bool = False) -> dict[str, Any]:
    """Return resources in Kubernetes' format, as numbers.

    Args:
        resources: a server's resources.
        least_cpu: request some CPU if none is set. Default: none.
    """
    (cpu, cpu_limit), (memory, memory_limit) = resources.cpu_numbers, resources.memory_numbers
    if cpu is None and least_cpu:
        cpu = cores(LEAST_CPU)
    return _said(
        {
            "requests": {"cpu": cpu, "memory": memory, **resources.extra_guarantees},
            "limits": {"cpu": cpu_limit, "memory": memory_limit, **resources.extra_limits},
        }
    )


def _said(sides: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    told = {side: {name: amount for name, amount in amounts.items() if amount is not None} for side, amounts in sides.items()}
    return {side: amounts for side, amounts in told.items() if amounts}


def in_kubernetes(amount: Any) -> Any:
    """Return a KubeSpawner amount in Kubernetes' meaning: ``1G`` is 2^30 bytes. Source: JupyterHub, ``ByteSpecification``."""
    found = _SPAWNERS_BYTES.fullmatch(amount) if isinstance(amount, str) else None
    return int(float(found[1]) * _POWERS[found[2]]) if found else amount
