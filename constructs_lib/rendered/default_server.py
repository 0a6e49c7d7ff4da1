"""Resources of a server with the default profile and its default choices, like most first servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from constructs_lib.chart_values.singleuser.server_size import in_kubernetes, server_size
from constructs_lib.rendered.values import HubReading, at

#: The resources that a profile sets by a trait, and their side in Kubernetes.
_TRAITS = {
    "cpu_guarantee": ("requests", "cpu"),
    "cpu_limit": ("limits", "cpu"),
    "mem_guarantee": ("requests", "memory"),
    "mem_limit": ("limits", "memory"),
}
#: The traits with additional resources by name.
_FURTHER = {"extra_resource_guarantees": "requests", "extra_resource_limits": "limits"}


def default_server(reading: HubReading) -> dict[str, dict[str, Any]]:
    """Return the resources of the server in Kubernetes' format; those of all servers if there are no profiles.

    Args:
        reading: the hub.
    """
    size = server_size(reading.hub)
    found: dict[str, dict[str, Any]] = {side: dict(size.get(side, {})) for side in ("requests", "limits")}
    for override in _overrides(at(reading.final, "singleuser", "profileList")):
        for trait, (side, name) in _TRAITS.items():
            if trait in override:
                found[side][name] = in_kubernetes(override[trait])
        for trait, side in _FURTHER.items():
            further = override.get(trait)
            found[side] |= further if isinstance(further, Mapping) else {}
    return {side: {name: amount for name, amount in amounts.items() if amount is not None} for side, amounts in found.items()}


def _overrides(profiles: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the overrides of the default profile and of its default choices, in the order in which KubeSpawner applies them."""
    profile = _default(profiles if isinstance(profiles, list) else ())
    yield from _override(profile)
    options = profile.get("profile_options")
    for option in options.values() if isinstance(options, Mapping) else ():
        choices = at(option, "choices")
        yield from _override(_default(choices.values() if isinstance(choices, Mapping) else ()))


def _default(entries: Iterable[Any]) -> Mapping[str, Any]:
    mappings = [entry for entry in entries if isinstance(entry, Mapping)]
    return next((entry for entry in mappings if entry.get("default")), mappings[0] if mappings else {})


def _override(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    override = entry.get("kubespawner_override")
    if isinstance(override, Mapping):
        yield override
