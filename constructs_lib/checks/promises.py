"""A hub's promises, checked against the chart's final values: no public hub by accident, an effective login, TLS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.checks.culling import culling
from constructs_lib.checks.finding import REPORTED_ELSEWHERE, Finding
from constructs_lib.checks.kubernetes_tokens import kubernetes_tokens
from constructs_lib.checks.log_in import overridden_log_in, unsafe_log_in
from constructs_lib.checks.metadata_block import metadata_block
from constructs_lib.checks.open_metrics import open_metrics
from constructs_lib.checks.overridden import overridden_exposure
from constructs_lib.checks.overridden_settings import overridden_settings
from constructs_lib.checks.overridden_storage import overridden_storage
from constructs_lib.checks.placement import misplaced_pods
from constructs_lib.checks.pod_security import refused_by_pod_security
from constructs_lib.checks.profile_promises import profile_promises
from constructs_lib.checks.public_doors import open_log_in, plain_http
from constructs_lib.checks.pulled_profiles import pulled_profile_names
from constructs_lib.checks.quota import refused_by_quota
from constructs_lib.checks.server_guards import server_guards
from constructs_lib.checks.server_values import server_values
from constructs_lib.checks.shared_memory import oversized_shared_memory
from constructs_lib.checks.spawner_config import dropped_by_spawner_config
from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.doors import doors
from constructs_lib.rendered.login import Login, log_in
from constructs_lib.rendered.values import HubReading

#: Checks that don't depend on a hub's doors and login, in the order of the report.
_OF_SERVERS: tuple[Callable[[HubReading], Iterable[Finding]], ...] = (
    server_guards,
    server_values,
    kubernetes_tokens,
    metadata_block,
    refused_by_pod_security,
    refused_by_quota,
    oversized_shared_memory,
    misplaced_pods,
    dropped_by_spawner_config,
    overridden_settings,
    overridden_storage,
    culling,
    profile_promises,
    pulled_profile_names,
)


def promise_problems(add_ons: AddOns) -> Iterator[Problem]:
    """Find hubs that break a promise without a key that accepts it.

    Args:
        add_ons: in the order of the array.
    """
    for position, hub in enumerate(add_ons):
        for problem in hub_problems(hub) if isinstance(hub, JupyterHubAddOnProps) else ():
            yield Problem(problem.message, (*add_on_path(position, add_ons), *problem.path))


def hub_problems(hub: JupyterHubAddOnProps) -> list[Problem]:
    """Return the broken promises of one hub; paths begin at the hub."""
    kept = _kept(hub)
    return [finding.problem for finding in kept.findings if kept.reading.known(partial(finding.is_error, hub))]


def promise_paths(hub: JupyterHubAddOnProps) -> set[KeyPath]:
    """Return the key paths by which an invalid hub breaks a promise, and those in ``values.hub.config`` that a key accepts."""
    reading, config = HubReading(hub, wrong=True), ("values", "hub", "config")
    found = ((finding.problem.path, reading.known(partial(finding.is_error, hub))) for finding in _findings(reading))
    return {path for path, error in found if error or (path[:3] == config and path != config)}


def promise_warnings(add_ons: AddOns) -> list[str]:
    """Return the accepted findings, and warnings about users' servers.

    Args:
        add_ons: in the order of the array.
    """
    hubs = [hub for hub in add_ons if isinstance(hub, JupyterHubAddOnProps)]
    found = ((hub, finding.warned(hub)) for hub in hubs for finding in _kept(hub).findings if not finding.is_error(hub))
    return [f"{hub.name} ({hub.namespace}): {text}" for hub, text in found if text != REPORTED_ELSEWHERE]


@dataclass(frozen=True, eq=False)  # by identity: models compare their attributes, and this refers to its model
class _Kept:
    """A hub's reading and all that is found in it."""

    reading: HubReading
    findings: list[Finding]


def _kept(hub: JupyterHubAddOnProps) -> _Kept:
    """Return the findings of a hub: computed once for its problems and warnings, and again for a changed copy of it."""
    kept: _Kept | None = vars(hub).get("_findings")
    if kept is None or kept.reading.hub is not hub:
        reading = HubReading(hub)
        kept = vars(hub)["_findings"] = _Kept(reading, list(_findings(reading)))
    return kept


def _findings(reading: HubReading) -> Iterator[Finding]:
    """Yield all findings; if a setting is invalid, those that don't depend on it."""
    found = reading.known(lambda: doors(reading.final, reading.version))
    if found is None:
        return

    def each(check: Callable[[], Iterable[Finding]]) -> list[Finding]:
        return reading.known(lambda: list(check())) or []

    now, own = reading.known(lambda: _log_in(reading)), reading.known(lambda: _log_in(reading, own=True))
    if now is not None and own is not None:
        replaced = each(lambda: overridden_log_in(reading, now, own))
        yield from replaced or each(lambda: open_log_in(reading, found, now))
        yield from each(lambda: unsafe_log_in(reading, now, public=any(door.public for door in found)))
    yield from each(lambda: plain_http(reading, found))
    yield from each(lambda: overridden_exposure(reading, found))
    yield from each(lambda: open_metrics(reading, found))
    for check in _OF_SERVERS if reading.complete else ():
        yield from each(partial(check, reading))


def _log_in(reading: HubReading, *, own: bool = False) -> Login:
    reading.own_login  # noqa: B018  # an invalid login can't be checked
    return log_in(reading.own if own else reading.final, reading.version, own=reading.own)
