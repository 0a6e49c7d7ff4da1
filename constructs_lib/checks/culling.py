"""Effects of stopping idle servers and deleting idle users, by the chart's final values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_lib.chart_values.singleuser.culling import KERNELS_FILE, KERNELS_PATH, kernels_config
from constructs_lib.checks.finding import Finding
from constructs_lib.errors import KeyPath
from constructs_lib.models.storage.home_names import HOME_TEMPLATES
from constructs_lib.rendered.values import ChartPath, HubReading, at, section, text

_DELETES: ChartPath = ("hub", "config", "KubeSpawner", "delete_pvc")
#: The chart's defaults. Source: chart, ``values.yaml``, 1.0 to 4.4.
_TIMEOUT, _EVERY = 3600, 600


def culling(reading: HubReading) -> Iterator[Finding]:
    """Find homes that are deleted with idle users, times without the intended effect, and kernels that are not stopped.

    Args:
        reading: the hub.
    """
    if reading.hub.culling.kernels:
        yield from _kernels(reading)
    if at(reading.final, "cull", "enabled", default=True) is not True:
        return
    yield from _times(reading)
    if at(reading.final, *_DELETES) is True and at(reading.final, "singleuser", "storage", "type") == "dynamic":
        yield from _deleted_homes(reading)


def _key(reading: HubReading, name: str, key: str) -> KeyPath:
    """Return the user's key that sets a value of ``cull``."""
    return reading.user_key(("cull", name)) or ("culling", key)


def _times(reading: HubReading) -> Iterator[Finding]:
    timeout = at(reading.final, "cull", "timeout", default=_TIMEOUT)
    every = at(reading.final, "cull", "every", default=_EVERY)
    if not all(isinstance(number, int | float | None) for number in (timeout, every)):
        return  # neither the chart nor the culler accepts it
    if not timeout:
        yield Finding(
            fact=f"{timeout!r} does not mean never: the culler then uses 600 s".replace("None", "null"),
            advice="; set culling: {enabled: false}",
            path=_key(reading, "timeout", "timeout"),
            only_warns=True,
        )
    elif every and every > timeout:
        path = _key(reading, "every", "every")
        path = path if path[0] == "values" or "every" in reading.hub.culling.model_fields_set else _key(reading, "timeout", "timeout")
        yield Finding(
            fact=f"the culler checks every {every} s, longer than the timeout of {timeout} s, so servers may stay idle for the sum of both",
            advice="; set every to at most timeout",
            path=path,
            only_warns=True,
        )


def _deleted_homes(reading: HubReading) -> Iterator[Finding]:
    """Find data that is deleted with idle users and idle named servers: KubeSpawner deletes their claims."""
    hub, timeout = reading.hub, at(reading.final, "cull", "timeout", default=_TIMEOUT)
    if at(reading.final, "cull", "users") is True:
        path = reading.first_user_key((("cull", "users"), _DELETES)) or ("culling", "users")
        both = hub.culling.users and hub.delete_user_volumes
        yield Finding(
            fact=f"deletes users who were idle for {timeout} s, each with their home volume and all data on it",
            advice="; remove one of culling.users and delete_user_volumes to keep the homes"
            if both
            else "; keep the users or the volumes, or set both culling: {users: true} and delete_user_volumes: true to accept the loss",
            path=path,
            only_warns=both,
        )
    template = text(at(reading.final, *HOME_TEMPLATES["dynamic"]))
    # KubeSpawner 7.0, in chart 4.x, looks for this field, which its default template doesn't have. Source: KubeSpawner, delete_forever.
    if at(reading.final, "cull", "removeNamedServers") is True and hub.has_named_servers and "{servername}" in template:
        yield Finding(
            fact=f"deletes named servers that were idle for {timeout} s, each with its volume and all data on it",
            advice="; remove it, or delete_user_volumes",
            path=reading.first_user_key((("cull", "removeNamedServers"), _DELETES)) or ("culling", "remove_named_servers"),
            only_warns=True,
        )


def _kernels(reading: HubReading) -> Iterator[Finding]:
    """Find the user's own files at the path of the kernels' configuration, and settings that replace it."""
    kernels, where = reading.hub.culling.kernels, ("singleuser", "extraFiles")
    config = kernels_config(kernels) if kernels else {}
    for name, file in section(reading.final, *where).items():
        path = reading.user_key((*where, name)) or ("culling", "kernels")
        if not isinstance(file, Mapping) or (name == KERNELS_FILE and not _holds(file, config)):
            if name == KERNELS_FILE:
                advice = f"; write its settings as data, a mapping, with mountPath: {KERNELS_PATH}, or remove culling.kernels"
                yield Finding(fact="overrides culling.kernels, which then has no effect", advice=advice, path=path)
        elif name != KERNELS_FILE and str(file.get("mountPath")) == KERNELS_PATH:
            yield Finding(
                fact=f"is mounted at {KERNELS_PATH}, where culling.kernels mounts its file, so no server would start",
                advice=f"; name it {KERNELS_FILE} and write its settings as data, a mapping, to merge the two",
                path=path,
            )


def _holds(file: Mapping[str, object], config: Mapping[str, Mapping[str, object]]) -> bool:
    """Return whether the file has all of the settings, alone or among others."""
    data = section(file, "data")
    settings = all(at(data, name, key) == value for name, keys in config.items() for key, value in keys.items())
    return settings and file.get("mountPath") == KERNELS_PATH and not {"stringData", "binaryData"} & set(file)
