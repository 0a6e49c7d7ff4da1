"""Keys for settings of the whole hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.chart_values.singleuser.culling import CULL_KEYS
from constructs_lib.models.singleuser.profile_images import names_images
from jupyterhub_on_eks.adoption.draft import Draft, Proposal
from jupyterhub_on_eks.adoption.places import at
from jupyterhub_on_eks.chart_defaults import COMMON


def culling(draft: Draft) -> Iterator[Proposal]:
    """Culling of idle servers."""
    settings = draft.given("cull")
    if isinstance(settings, Mapping):
        names = {name: key for key, name in CULL_KEYS.items()}
        keys = {names[name]: value for name, value in settings.items() if name in names and value is not None}
        yield from _each("culling", keys)


def limits(draft: Draft) -> Iterator[Proposal]:
    """Limits on what the hub does at a time."""
    names = {
        "concurrentSpawnLimit": "concurrent_spawns",
        "activeServerLimit": "active_servers",
        "consecutiveFailureLimit": "consecutive_failures",
    }
    keys = {key: value for name, key in names.items() if (value := draft.given("hub", name)) is not None}
    yield from _each("limits", keys)


def named_servers(draft: Draft) -> Iterator[Proposal]:
    """Named servers of each user; without a limit there is no key for them."""
    limit = draft.given("hub", "namedServerLimitPerUser")
    if draft.given("hub", "allowNamedServers") is True and isinstance(limit, int) and limit > 0:
        yield Proposal(keys={"named_servers": {"limit": limit}})


def pre_pull(draft: Draft) -> Iterator[Proposal]:
    """Whether images are pulled in advance."""
    settings = {
        "before_upgrade": draft.given("prePuller", "hook", "enabled"),
        "continuous": draft.given("prePuller", "continuous", "enabled"),
    }
    yield from _each("pre_pull", {key: value for key, value in settings.items() if isinstance(value, bool)})


def silent_pre_pull(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the chart's default for pulling the images of profiles; the default of the key is not to pull them."""
    if not names_images(at(values, ("singleuser", "profileList"))):
        return {}
    return {"prePuller": {puller: {"enabled": COMMON[f"prePuller.{puller}.enabled"]} for puller in ("hook", "continuous")}}


def deleted_volumes(draft: Draft) -> Iterator[Proposal]:
    """Deletion of a deleted user's claim, if the values set it."""
    if draft.given("hub", "config", "KubeSpawner", "delete_pvc") is True:
        yield Proposal(keys={"delete_user_volumes": True})


def scheduler(draft: Draft) -> Iterator[Proposal]:
    """The chart's own scheduler, and placeholders."""
    enabled = draft.given("scheduling", "userScheduler", "enabled")
    if isinstance(enabled, bool):
        yield Proposal(keys={"scheduling": {"user_scheduler": enabled}})
    replicas = draft.given("scheduling", "userPlaceholder", "replicas")
    if isinstance(replicas, int) and replicas > 0 and draft.given("scheduling", "podPriority", "enabled") is True:
        yield Proposal(keys={"scheduling": {"user_placeholders": replicas}})


def _each(section: str, keys: Mapping[str, object]) -> Iterator[Proposal]:
    """Propose all keys together, then one by one in case the hub file does not accept one of them."""
    if keys:
        yield Proposal(keys={section: dict(keys)})
    for key, value in keys.items() if len(keys) > 1 else ():
        yield Proposal(keys={section: {key: value}})
