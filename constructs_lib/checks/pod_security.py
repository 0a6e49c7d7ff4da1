"""Chart values that the level of ``pod_security.enforce`` rejects, pod by pod."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.checks.finding import Finding
from constructs_lib.checks.spawner_config import profile_overrides
from constructs_lib.errors import KeyPath
from constructs_lib.rendered.pod_security import pod_violations
from constructs_lib.rendered.values import ChartPath, HubReading, at

_SPAWNER: ChartPath = ("hub", "config", "KubeSpawner")
#: Pod fields in the chart's values, by the part of the pod specification that they set.
_PARTS: Mapping[str, tuple[ChartPath, ...]] = {
    "containers": (
        ("hub", "initContainers"), ("hub", "extraContainers"), ("proxy", "traefik", "extraInitContainers"),
        ("singleuser", "initContainers"), ("singleuser", "extraContainers"), (*_SPAWNER, "init_containers"), (*_SPAWNER, "extra_containers"),
    ),
    "volumes": (
        ("hub", "extraVolumes"), ("proxy", "traefik", "extraVolumes"), ("singleuser", "storage", "extraVolumes"), (*_SPAWNER, "volumes"),
    ),
    "": (
        ("hub", "extraPodSpec"), ("proxy", "chp", "extraPodSpec"), ("proxy", "traefik", "extraPodSpec"),
        ("scheduling", "userScheduler", "extraPodSpec"), ("scheduling", "userPlaceholder", "extraPodSpec"), ("singleuser", "extraPodConfig"),
        (*_SPAWNER, "extra_pod_config"),
    ),
}  # fmt: skip
#: Security contexts of the chart's own containers.
_CONTEXTS: tuple[ChartPath, ...] = tuple(
    (*place, "containerSecurityContext")
    for place in (
        ("hub",), ("proxy", "chp"), ("proxy", "traefik"), ("proxy", "secretSync"), ("scheduling", "userScheduler"),
        ("scheduling", "userPlaceholder"), ("prePuller",), ("prePuller", "hook"), ("prePuller", "pause"),
    )
)  # fmt: skip
#: Settings of the chart and KubeSpawner for a user's server, and for the chart's own containers from 4.0.0 on.
_SAFE = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "runAsNonRoot": True,
    "seccompProfile": {"type": "RuntimeDefault"},
}
#: KubeSpawner's settings with the fields of a container's security context that they set, and the chart's keys for the same.
_TRAITS: Mapping[str, str] = {"privileged": "privileged", "allow_privilege_escalation": "allowPrivilegeEscalation", "uid": "runAsUser"}
_KEYS: Mapping[str, str] = {"allowPrivilegeEscalation": "allowPrivilegeEscalation", "uid": "runAsUser"}


def refused_by_pod_security(reading: HubReading) -> Iterator[Finding]:
    """Find values for which pods would be rejected.

    Args:
        reading: the hub.
    """
    level = reading.hub.admission.enforce if reading.hub.create_namespace else None
    if level is None:
        return
    found = [*_parts(reading), *_contexts(reading), *_servers(reading)]
    for spec, path in found:
        if words := pod_violations(spec, level):
            yield Finding(
                fact=f"has {', '.join(words)}, which pod_security.enforce: {level} rejects, so the pod would not be created",
                advice="; change it, or set pod_security: {warn: " + level.value + "}",
                path=path,
            )


def _parts(reading: HubReading) -> Iterator[tuple[Mapping[str, Any], KeyPath]]:
    """Yield the user's additions to pods, each with its key."""
    for part, paths in _PARTS.items():
        for path in paths:
            theirs = at(reading.hub.values, *path)
            where = ("values", *path)
            if not part:
                yield from [(theirs, where)] if isinstance(theirs, dict) else []
                continue
            items = theirs.items() if isinstance(theirs, dict) else enumerate(theirs) if isinstance(theirs, list) else ()
            for key, item in items:
                yield {part: [item]}, (*where, key)


def _contexts(reading: HubReading) -> Iterator[tuple[Mapping[str, Any], KeyPath]]:
    for path in _CONTEXTS:
        theirs = at(reading.hub.values, *path)
        if isinstance(theirs, dict):
            yield _container({**_SAFE, **theirs}), ("values", *path)
        elif reading.user_key(path):
            yield _container({}), ("values", *path)


def _servers(reading: HubReading) -> Iterator[tuple[Mapping[str, Any], KeyPath]]:
    """Yield the user's own settings of servers, including those of profiles."""
    for key, field in _KEYS.items():
        where = reading.user_key(("singleuser", key))
        if where:
            yield _container({**_SAFE, field: at(reading.final, "singleuser", key)}), where
    settings = at(reading.hub.values, *_SPAWNER)
    overrides = [(settings, ("values", *_SPAWNER))] if isinstance(settings, dict) else []
    for override, path in [*overrides, *profile_overrides(reading)]:
        for trait, field in _TRAITS.items():
            if trait in override:
                yield _container({**_SAFE, field: override[trait]}), (*path, trait)
        if "container_security_context" in override:
            context = override["container_security_context"]
            ours = at(reading.final, *_SPAWNER, "container_security_context") if path == ("values", *_SPAWNER) else context
            escalation = {"allowPrivilegeEscalation": False}
            yield _container({**escalation, **(ours if isinstance(ours, dict) else {})}), (*path, "container_security_context")
        if path != ("values", *_SPAWNER):
            yield from _of_profile(override, path)


def _of_profile(override: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[Mapping[str, Any], KeyPath]]:
    for trait, part in (("init_containers", "containers"), ("extra_containers", "containers"), ("volumes", "volumes")):
        given = override.get(trait)
        if isinstance(given, Mapping | list):
            yield {part: list(given.values()) if isinstance(given, Mapping) else given}, (*path, trait)
    if isinstance(override.get("extra_pod_config"), Mapping):
        yield override["extra_pod_config"], (*path, "extra_pod_config")


def _container(context: Mapping[str, Any]) -> dict[str, Any]:
    return {"containers": [{"securityContext": context}]}
