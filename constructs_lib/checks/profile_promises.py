"""Requirements of profiles on the whole hub: refused starts don't restart the hub, and pulling images doesn't make Helm time out."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.finding import Finding
from constructs_lib.models.singleuser.profile_images import names_images
from constructs_lib.rendered.in_force import deciding_path
from constructs_lib.rendered.values import ChartPath, HubReading, at

#: The chart's default. Source: chart, ``hub.consecutiveFailureLimit``.
_FAILURES = 5
_PULLERS: tuple[tuple[str, str, str], ...] = (
    ("hook", "before_upgrade", "and Helm waits for it until it times out and rolls the release back"),
    ("continuous", "continuous", "which can fill their disks"),
)


def profile_promises(reading: HubReading) -> Iterator[Finding]:
    """Find limits and image pulls that conflict with the hub's profiles.

    Args:
        reading: the hub.
    """
    if reading.hub.has_restricted_profiles:
        yield from _failures(reading)
    if reading.hub.asks_for_gpus or names_images(at(reading.final, "singleuser", "profileList")):
        yield from _pulls(reading)


def _failures(reading: HubReading) -> Iterator[Finding]:
    """Source: JupyterHub, ``handlers/base.py``: each failed start counts, including a refused one."""
    traits: tuple[ChartPath, ...] = (("Spawner", "consecutive_failure_limit"), ("KubeSpawner", "consecutive_failure_limit"))
    path = deciding_path(reading.final, ("hub", "consecutiveFailureLimit"), *traits)
    limit = at(reading.final, *path, default=_FAILURES)
    if limit != 0:
        yield Finding(
            fact=f"lets any user restart the hub with {'' if limit is None else f'{limit} '}starts of a profile that they may not use",
            advice="; set limits: {consecutive_failures: 0}, or remove it",
            path=reading.user_key(path) or ("limits", "consecutive_failures"),
            only_warns=True,
        )


def _pulls(reading: HubReading) -> Iterator[Finding]:
    for puller, key, consequence in _PULLERS:
        if at(reading.final, "prePuller", puller, "enabled", default=True) is True:
            yield Finding(
                fact=f"pulls the images of all profiles to all user nodes, regardless of a profile's node selector, {consequence}",
                advice="; remove it",
                path=reading.user_key(("prePuller", puller, "enabled")) or ("pre_pull", key),
                only_warns=True,
            )
