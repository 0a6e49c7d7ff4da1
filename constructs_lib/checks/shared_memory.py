"""The size of /dev/shm, which counts towards the memory of the server that writes there."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.finding import Finding
from constructs_lib.rendered.default_server import default_server
from constructs_lib.rendered.quantities import quantity, shown
from constructs_lib.rendered.values import HubReading


def oversized_shared_memory(reading: HubReading) -> Iterator[Finding]:
    """Find shared memory that is larger than a server's memory limit: Kubernetes kills a server that fills it.

    Args:
        reading: the hub.
    """
    size, limit = quantity(reading.hub.has_shared_memory), quantity(default_server(reading)["limits"].get("memory"))
    if size and limit and size > limit:
        yield Finding(
            fact=f"{str(reading.hub.has_shared_memory)!r} counts towards a server's memory limit, but is more than that limit, {shown(limit, 'memory')}",
            advice="; use a smaller size, or raise resources.memory.limit",
            path=("shared_memory",),
            only_warns=True,
        )
