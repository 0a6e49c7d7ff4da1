"""Values that give servers with an AWS identity a Kubernetes token as well, with which they could call the cluster's API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.checks.finding import Finding
from constructs_lib.errors import KeyPath
from constructs_lib.rendered.values import HubReading, at

#: Mappings that override fields of the pod. Source: KubeSpawner, ``extra_pod_config``; chart, ``singleuser.extraPodConfig``.
_POD_FIELDS = ("extraPodConfig", "extra_pod_config")
_FIELDS = ("automountServiceAccountToken", "automount_service_account_token")


def kubernetes_tokens(reading: HubReading) -> Iterator[Finding]:
    """Find values that mount a Kubernetes token in users' servers that have an AWS identity.

    Without an AWS identity and without the user's own service account, KubeSpawner mounts no token.

    Args:
        reading: the hub.
    """
    if not reading.hub.user_identities:
        return
    spawner: tuple[str, ...] = ("hub", "config", "KubeSpawner", "automount_service_account_token")
    where = reading.user_key(spawner)
    if where and at(reading.final, *spawner) is None:  # server_guards finds true; null leaves it to Kubernetes, which mounts one
        yield _finding(where)
    for path in (("singleuser",), ("hub", "config", "KubeSpawner")):
        for found in _mounted(at(reading.hub.values, *path), ("values", *path), in_override=False):
            yield _finding(found)


def _finding(path: KeyPath) -> Finding:
    fact = "mounts a Kubernetes token in users' servers, which user_identity prevents"
    return Finding(fact=fact, advice="; remove it, unless every user may call the cluster's API", path=path, only_warns=True)


def _mounted(value: Any, path: KeyPath, *, in_override: bool) -> Iterator[KeyPath]:
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        if key in _FIELDS and in_override and below is not False:
            yield (*path, key)
        yield from _mounted(below, (*path, key), in_override=in_override or key in _POD_FIELDS or key == "kubespawner_override")
