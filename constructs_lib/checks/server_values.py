"""Server settings that both the hub's keys and the user's own chart values set."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.chart_values.singleuser.server_size import in_kubernetes
from constructs_lib.checks.finding import Finding
from constructs_lib.rendered.in_force import deciding_path
from constructs_lib.rendered.quantities import quantity
from constructs_lib.rendered.values import ChartPath, HubReading, at

#: Where a key is written, and the trait below ``hub.config.KubeSpawner`` that overrides it.
_WRITTEN: dict[str, tuple[tuple[ChartPath, str], ...]] = {
    "resources": (
        (("singleuser", "cpu", "guarantee"), "cpu_guarantee"),
        (("singleuser", "cpu", "limit"), "cpu_limit"),
        (("singleuser", "memory", "guarantee"), "mem_guarantee"),
        (("singleuser", "memory", "limit"), "mem_limit"),
    ),
    "image_pull_policy": ((("singleuser", "image", "pullPolicy"), "image_pull_policy"),),
    "default_url": ((("singleuser", "defaultUrl"), "default_url"),),
    "start_timeout": ((("singleuser", "startTimeout"), "start_timeout"),),
}
#: The chart's default guarantee. Source: chart, ``singleuser.memory.guarantee``.
_MEMORY = "1G"


def server_values(reading: HubReading) -> Iterator[Finding]:
    """Find keys of a server that values override, and a guarantee above its limit, which Kubernetes rejects.

    Args:
        reading: the hub.
    """
    for key in sorted(_WRITTEN.keys() & reading.hub.model_fields_set):
        for path, trait in _WRITTEN[key]:
            wanted = at(reading.own, *path)
            decides = deciding_path(reading.final, path, ("KubeSpawner", trait))
            where = reading.user_key(decides)
            if where and wanted is not None and at(reading.final, *decides) != wanted:
                yield Finding(fact=f"overrides {key} of the hub", advice="; remove one of the two", path=where, only_warns=True)
    if not at(reading.final, "singleuser", "profileList"):
        yield from _guarantee_above_limit(reading)


def _guarantee_above_limit(reading: HubReading) -> Iterator[Finding]:
    for key, short, default in (("cpu", "cpu", None), ("memory", "mem", _MEMORY)):
        paths = [
            deciding_path(reading.final, ("singleuser", key, side), ("KubeSpawner", f"{short}_{side}")) for side in ("guarantee", "limit")
        ]
        amounts = [at(reading.final, *paths[0], default=default), at(reading.final, *paths[1])]
        guarantee, limit = (quantity(in_kubernetes(amount)) for amount in amounts)
        where = reading.first_user_key((paths[1], paths[0]))
        if guarantee is not None and limit and guarantee > limit and where:
            yield Finding(
                fact=f"guarantees servers {amounts[0]} of {key} with a limit of {amounts[1]}, so Kubernetes would reject every server",
                advice=f"; set resources: {{{key}: {{guarantee: …, limit: …}}}} and remove it",
                path=where,
            )
