"""What a server has, in the texts of the page on which users choose a profile: CPU, memory, GPUs and other devices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_GPU = "nvidia.com/gpu"

#: What is shown together, by KubeSpawner's settings.
_CPU, _MEMORY, _DEVICES = ("cpu_guarantee", "cpu_limit"), ("mem_guarantee", "mem_limit"), ("extra_resource_limits",)

#: Units of memory, the one that is tried first before the others.
_UNITS = (("TiB", 2**40), ("GiB", 2**30), ("MiB", 2**20), ("TB", 10**12), ("GB", 10**9), ("MB", 10**6))


def described_profiles(profiles: Sequence[Mapping[str, Any]], *, hub: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return profiles whose descriptions end in what the server has, and choices whose names end in what they change of it.

    KubeSpawner's own page shows both, on all versions, so the page needs no template of ours. Texts are HTML there, and those given here
    have to be escaped already.

    Args:
        profiles: KubeSpawner's list.
        hub: KubeSpawner's settings for all servers, which hold where a profile says nothing.
    """
    return [_profile(profile, hub) for profile in profiles]


def resources_text(settings: Mapping[str, Any]) -> str:
    """Return what a server has, for example ``1-2 CPU, 4 GiB memory, 1 GPU``; empty where nothing is said.

    Args:
        settings: KubeSpawner's; ``cpu_*`` in cores, ``mem_*`` in bytes.
    """
    return ", ".join(_parts(settings))


def _profile(profile: Mapping[str, Any], hub: Mapping[str, Any]) -> dict[str, Any]:
    own = {**hub, **profile.get("kubespawner_override", {})}
    options = profile.get("profile_options") or {}
    overrides = [choice.get("kubespawner_override", {}) for option in options.values() for choice in (option.get("choices") or {}).values()]
    chosen = {key for override in overrides for key in _together(override)}
    text = resources_text({key: value for key, value in own.items() if key not in chosen})
    described = dict(profile)
    if text:
        described["description"] = "<br>".join(filter(None, (profile.get("description"), text)))
    if options:
        described["profile_options"] = {key: _option(option, own) for key, option in options.items()}
    return described


def _option(option: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    choices = option.get("choices") or {}
    return {**option, "choices": {key: _choice(choice, profile) for key, choice in choices.items()}} if choices else dict(option)


def _choice(choice: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    override = choice.get("kubespawner_override", {})
    server = {**profile, **override}
    text = resources_text({key: server.get(key) for key in _together(override)})
    return {**choice, "display_name": f"{choice['display_name']} ({text})"} if text else dict(choice)


def _together(override: Mapping[str, Any]) -> set[str]:
    """Return the settings that are shown together with those of an override."""
    return {key for kind in (_CPU, _MEMORY, _DEVICES) if any(key in override for key in kind) for key in kind}


def _parts(settings: Mapping[str, Any]) -> Iterator[str]:
    for kind, name, unit in ((_CPU, "CPU", _cores), (_MEMORY, "memory", _bytes)):
        least, most = (None if (amount := settings.get(key)) in (None, 0) else unit(amount) for key in kind)
        if most:
            yield f"{_range(least, most) if least else f'up to {most}'} {name}"
        elif least:
            yield f"at least {least} {name}"
    for device, count in (settings.get("extra_resource_limits") or {}).items():
        if int(count) > 0:
            yield (f"{count} GPU" + "s" * (int(count) > 1)) if device == _GPU else f"{count} {device}"


def _range(least: str, most: str) -> str:
    """Return both ends, with their unit once."""
    if least == most:
        return most
    number, _, unit = least.partition(" ")
    return f"{number if unit == most.partition(' ')[2] else least}-{most}"


def _cores(amount: float) -> str:
    return f"{amount:g}"


def _bytes(amount: float) -> str:
    """Return an amount in the first unit of which it is a number of quarters; in GiB, rounded, if there is none."""
    for unit, size in _UNITS:
        if amount >= size and amount * 4 % size == 0:
            return f"{amount / size:g} {unit}"
    return f"{amount / 2**30:.3g} GiB"
