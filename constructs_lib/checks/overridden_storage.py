"""Storage keys that the user's own chart values override: an error where the key loses its only effect, otherwise a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_lib.checks.finding import Finding
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from constructs_lib.rendered.in_force import deciding_path
from constructs_lib.rendered.values import ChartPath, HubReading, at

_STORAGE: ChartPath = ("singleuser", "storage")
_DATABASE: ChartPath = ("hub", "db")
_TYPE = (*_STORAGE, "type")
#: Where a key of a storage is written, and the trait below ``hub.config.KubeSpawner`` that overrides it.
_HOMES: Mapping[str, tuple[ChartPath, str]] = {
    "pvc_name": ((*_STORAGE, "static", "pvcName"), ""),
    "storage_class": ((*_STORAGE, "dynamic", "storageClass"), "storage_class"),
    "capacity": ((*_STORAGE, "capacity"), "storage_capacity"),
}
#: The same for hub_database.
_DATABASES: tuple[ChartPath, ...] = ((*_DATABASE, "type"), (*_DATABASE, "pvc", "storageClassName"), (*_DATABASE, "pvc", "storage"))


def overridden_storage(reading: HubReading) -> Iterator[Finding]:
    """Find storage keys of the hub that its values override.

    Args:
        reading: the hub.
    """
    yield from _homes(reading)
    if "hub_database" in reading.hub.model_fields_set:
        for path in _DATABASES:
            if where := _overriding(reading, path):
                yield Finding(fact="overrides hub_database of the hub", advice="; remove one of the two", path=where, only_warns=True)
                return


def _homes(reading: HubReading) -> Iterator[Finding]:
    key = reading.hub.homes.KEY
    only_warns = key != ExistingClaimConfig.KEY  # which has no other effect
    if where := _overriding(reading, _TYPE):
        yield Finding(fact=f"overrides {key} of the hub", advice="; remove one of the two", path=where, only_warns=only_warns)
        return
    for name, (path, trait) in _HOMES.items():
        if where := _overriding(reading, path, trait):
            fact, advice = f"overrides {key}.{name} of the hub", "; set it there and remove this one"
            yield Finding(fact=fact, advice=advice, path=where, only_warns=only_warns)


def _overriding(reading: HubReading, path: ChartPath, trait: str = "") -> tuple[str | int, ...] | None:
    """Return the user's key that takes effect instead of what the hub's key wrote at a path; None if there is none."""
    wanted = at(reading.own, *path)
    decides = deciding_path(reading.final, path, *([("KubeSpawner", trait)] if trait else []))
    return reading.user_key(decides) if wanted is not None and at(reading.final, *decides) != wanted else None
