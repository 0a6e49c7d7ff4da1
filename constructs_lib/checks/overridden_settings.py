"""Hub-wide keys without effect because of the user's own chart values: an error that names both."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.chart_values.pages import ANNOUNCEMENT_VARIABLES, TITLE_FILE, TITLE_FOLDER, TITLE_VARIABLE
from constructs_lib.chart_values.singleuser.culling import CULL_KEYS
from constructs_lib.checks.finding import Finding
from constructs_lib.models.base import Model
from constructs_lib.models.singleuser.shared_memory import SHARED_MEMORY_PATH, SHARED_MEMORY_VOLUME
from constructs_lib.rendered.in_force import deciding_path
from constructs_lib.rendered.values import ChartPath, HubReading, at

_ADVICE = "; remove one of the two"
_MODELS = ("culling", "limits", "pre_pull", "announcements", "named_servers")


def _hub(key: str, trait: str) -> tuple[ChartPath, ...]:
    return (("hub", key), ("JupyterHub", trait))


def _template(variable: str) -> tuple[ChartPath, ...]:
    return (("hub", "templateVars", variable), ("JupyterHub", "template_vars", variable))


#: Where a key is written: the path of the chart's value, and of the traits below ``hub.config`` that override it.
_WRITTEN: dict[str, tuple[ChartPath, ...]] = {
    **{f"culling.{key}": (("cull", name),) for key, name in CULL_KEYS.items()},
    "limits.concurrent_spawns": _hub("concurrentSpawnLimit", "concurrent_spawn_limit"),
    "limits.active_servers": _hub("activeServerLimit", "active_server_limit"),
    "limits.consecutive_failures": (
        ("hub", "consecutiveFailureLimit"),
        ("Spawner", "consecutive_failure_limit"),
        ("KubeSpawner", "consecutive_failure_limit"),
    ),
    "pre_pull.before_upgrade": (("prePuller", "hook", "enabled"),),
    "pre_pull.continuous": (("prePuller", "continuous", "enabled"),),
    **{f"announcements.{key}": _template(variable) for key, variable in ANNOUNCEMENT_VARIABLES.items()},
    "title": _template(TITLE_VARIABLE),
    "named_servers": _hub("allowNamedServers", "allow_named_servers"),
    "named_servers.limit": _hub("namedServerLimitPerUser", "named_server_limit_per_user"),
    "delete_user_volumes": (("hub", "config", "KubeSpawner", "delete_pvc"),),
}


def overridden_settings(reading: HubReading) -> Iterator[Finding]:
    """Find hub-wide keys that have no effect because of the user's own values.

    Args:
        reading: the hub.
    """
    for key in written_keys(reading):
        path, *traits = _WRITTEN.get(key, ((),))
        wanted = at(reading.own, *path) if path else None
        decides = deciding_path(reading.final, path, *traits)
        if wanted is not None and at(reading.final, *decides) != wanted:
            yield _without_effect(reading, decides, key)
    if reading.hub.title:
        yield from _other_pages(reading)
    if reading.hub.shared_memory:
        yield from _other_memory(reading)


def written_keys(reading: HubReading) -> Iterator[str]:
    """Yield the keys that the user wrote, and the paths of those below them that are groups of settings.

    Args:
        reading: the hub.
    """
    hub = reading.hub
    for key in sorted(hub.model_fields_set):
        yield key
        below = getattr(hub, key) if key in _MODELS else None
        if isinstance(below, Model):
            yield from (f"{key}.{name}" for name in sorted(below.model_fields_set))


def _without_effect(reading: HubReading, path: ChartPath, key: str) -> Finding:
    where = reading.first_user_key((path, path[:-1])) or ()  # a mapping that replaces all has no such key
    return Finding(fact=f"overrides {key}, which then has no effect", advice=_ADVICE, path=where)


def _other_pages(reading: HubReading) -> Iterator[Finding]:
    """Find the user's own pages that override the title, or that the title's page would hide."""
    paths = deciding_path(reading.final, ("hub", "templatePaths"), ("JupyterHub", "template_paths"))
    file: ChartPath = ("hub", "extraFiles", TITLE_FILE)
    folders = at(reading.final, *paths)
    if not isinstance(folders, list) or TITLE_FOLDER not in folders:
        yield _without_effect(reading, paths, "title")
    elif at(reading.final, *file) != at(reading.own, *file):
        yield _without_effect(reading, file, "title")
    elif reading.user_key(paths):
        yield Finding(
            fact="a page.html there is not used, because title provides one",
            advice="; if there is one, set its block title and remove title",
            path=("values", *paths),
            only_warns=True,
        )


def _other_memory(reading: HubReading) -> Iterator[Finding]:
    """Find the user's own volumes that replace the shared memory."""
    storage: ChartPath = ("singleuser", "storage")
    for key, known_by, name in (("extraVolumeMounts", "mountPath", SHARED_MEMORY_PATH), ("extraVolumes", "name", SHARED_MEMORY_VOLUME)):
        final, own = (_entries(at(values, *storage, key)) for values in (reading.final, reading.own))
        ours = [entry for entry in own if entry.get(known_by) == name]
        if ours != [entry for entry in final if str(entry.get(known_by)).rstrip("/") == name]:
            yield _without_effect(reading, (*storage, key), "shared_memory")
            return


def _entries(value: object) -> list[dict[str, object]]:
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [entry for entry in entries if isinstance(entry, dict)]
