"""Storage of the homes and the hub's database: the claims don't change, and KubeSpawner finds them as before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.models.storage.hub_database import CHART_CLAIM
from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.places import ABSENT, at
from jupyterhub_on_eks.chart_defaults import COMMON, SUB_PATH

_UNKNOWN = (
    "The values don't show the storage class of {what}. Write the output of `kubectl get pvc,pv,storageclass -n {namespace} -o yaml` to a file, "
    "and set it with --claims."
)


@dataclass(frozen=True, kw_only=True)
class Storage:
    """The storage in the hub file.

    Args:
        keys: keys of the hub.
        values: values that keep defaults of the chart.
        csi_driver: key of the add-on with the driver that homes need; None if unknown.
    """

    keys: Mapping[str, Any]
    values: Mapping[str, Any]
    csi_driver: str | None


def storage(found: FoundHub, values: Mapping[str, Any], database: Mapping[str, Any] | None) -> Storage:
    """Return the storage for the hub file.

    Args:
        found: the hub.
        values: its values without secrets.
        database: settings of the hub's database, if its URL was a secret. Default: none.

    Raises:
        AdoptionError: the homes have no storage, or its class is unknown.
    """
    homes = at(values, ("singleuser", "storage"))
    settings = homes if isinstance(homes, Mapping) else {}
    kind = settings.get("type", COMMON["singleuser.storage.type"])
    if kind == "static":
        return _static(found, values, settings.get("static") or {}, database)
    if kind != "dynamic":
        raise AdoptionError(f"singleuser.storage.type is {kind!r}: homes without a volume are not supported. Move them to volumes first.")
    home_class = _home_class(found, values, settings.get("dynamic") or {})
    keys: dict[str, Any] = {
        "ebs_config": {"storage_class": home_class, "capacity": settings.get("capacity") or COMMON["singleuser.storage.capacity"]}
    }
    place = database or _database(found, values, homes=home_class)
    return Storage(keys={**keys, **({"hub_database": place} if place else {})}, values={}, csi_driver="ebs_csi_driver")


def _static(found: FoundHub, values: Mapping[str, Any], static: Mapping[str, Any], database: Mapping[str, Any] | None) -> Storage:
    claim = static.get("pvcName")
    if not isinstance(claim, str):
        raise AdoptionError("singleuser.storage.type is 'static', but singleuser.storage.static.pvcName is not set.")
    kept = {} if "subPath" in static else {"singleuser": {"storage": {"static": {"subPath": SUB_PATH}}}}
    place = database or _database(found, values, homes=None)
    return Storage(keys={"existing_claim_config": {"pvc_name": claim}, "hub_database": place}, values=kept, csi_driver=None)


def _home_class(found: FoundHub, values: Mapping[str, Any], dynamic: Mapping[str, Any]) -> str:
    if name := dynamic.get("storageClass"):
        return str(name)
    for claim in found.user_claims():
        if name := claim["spec"].get("storageClassName"):
            return str(name)
    # Both claims of a release use the cluster's default class.
    own = at(values, ("hub", "db", "pvc", "storageClassName"))
    database = found.claim(CHART_CLAIM) if own in {ABSENT, None} else None
    name = found.default_class or (database and database["spec"].get("storageClassName"))
    if not name:
        raise AdoptionError(_UNKNOWN.format(what="the users' claims", namespace=found.namespace))
    return str(name)


def _database(found: FoundHub, values: Mapping[str, Any], *, homes: str | None) -> dict[str, Any]:
    """Return the settings of the hub's own database; empty if they are the defaults of ebs_config."""
    database = at(values, ("hub", "db"))
    settings = database if isinstance(database, Mapping) else {}
    kind = settings.get("type", COMMON["hub.db.type"])
    if kind != "sqlite-pvc":
        return {"in_memory": True}  # or a database set in hub.extraConfig; hub.db then stays in the values
    claim = next((claim for claim in found.claims if str(claim["metadata"]["name"]).endswith(CHART_CLAIM)), None)
    name = at(settings, ("pvc", "storageClassName"))
    if name in {ABSENT, None, ""}:
        name = claim["spec"].get("storageClassName") if claim else found.default_class
    if name is None:
        raise AdoptionError(_UNKNOWN.format(what="the claim of the hub's database", namespace=found.namespace))
    size = at(settings, ("pvc", "storage"))
    if name == homes and size is ABSENT:
        return {}
    return {"storage_class": name, **({} if size is ABSENT else {"capacity": size})}
