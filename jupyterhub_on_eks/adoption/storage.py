"""Where the homes and the hub's database lie: the claims stay as they are, and KubeSpawner finds them as before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from constructs_lib.models.storage.hub_database import CHART_CLAIM
from jupyterhub_on_eks.adoption.chart_defaults import COMMON, SUB_PATH
from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.places import ABSENT, at

_UNKNOWN = (
    "Which storage class {what} can't be told from the values. Write `kubectl get pvc,pv,storageclass -n {namespace} -o yaml` into a file, "
    "and give it by --claims."
)


@dataclass(frozen=True, kw_only=True)
class Storage:
    """What the hub file says of the storage.

    Args:
        keys: keys of the hub.
        values: values that keep what the chart does by itself.
        csi_driver: key of the add-on whose driver the homes need; None where none is named.
    """

    keys: Mapping[str, Any]
    values: Mapping[str, Any]
    csi_driver: str | None


def storage(found: FoundHub, values: Mapping[str, Any], database: Mapping[str, Any] | None) -> Storage:
    """Describe the storage.

    Args:
        found: the hub.
        values: its values without secrets.
        database: what is known of the hub's database already, since its URL was a secret. Default: nothing.

    Raises:
        AdoptionError: the homes are on no storage, or its class can't be told.
    """
    homes = at(values, ("singleuser", "storage"))
    said = homes if isinstance(homes, Mapping) else {}
    kind = said.get("type", COMMON["singleuser.storage.type"])
    if kind == "static":
        return _static(found, values, said.get("static") or {}, database)
    if kind != "dynamic":
        raise AdoptionError(f"singleuser.storage.type is {kind!r}: homes that are on no volume are not supported. Give them one first.")
    home_class = _home_class(found, values, said.get("dynamic") or {})
    keys: dict[str, Any] = {
        "ebs_config": {"storage_class": home_class, "capacity": said.get("capacity") or COMMON["singleuser.storage.capacity"]}
    }
    place = database or _database(found, values, homes=home_class)
    return Storage(keys={**keys, **({"hub_database": place} if place else {})}, values={}, csi_driver="ebs_csi_driver")


def _static(found: FoundHub, values: Mapping[str, Any], static: Mapping[str, Any], database: Mapping[str, Any] | None) -> Storage:
    claim = static.get("pvcName")
    if not isinstance(claim, str):
        raise AdoptionError("singleuser.storage.type is 'static', but singleuser.storage.static.pvcName names no claim.")
    kept = {} if "subPath" in static else {"singleuser": {"storage": {"static": {"subPath": SUB_PATH}}}}
    place = database or _database(found, values, homes=None)
    return Storage(keys={"existing_claim_config": {"pvc_name": claim}, "hub_database": place}, values=kept, csi_driver=None)


def _home_class(found: FoundHub, values: Mapping[str, Any], dynamic: Mapping[str, Any]) -> str:
    if name := dynamic.get("storageClass"):
        return str(name)
    for claim in found.user_claims():
        if name := claim["spec"].get("storageClassName"):
            return str(name)
    # Both claims of one release ask for the cluster's default class.
    own = at(values, ("hub", "db", "pvc", "storageClassName"))
    database = found.claim(CHART_CLAIM) if own in {ABSENT, None} else None
    name = found.default_class or (database and database["spec"].get("storageClassName"))
    if not name:
        raise AdoptionError(_UNKNOWN.format(what="the users' claims have", namespace=found.namespace))
    return str(name)


def _database(found: FoundHub, values: Mapping[str, Any], *, homes: str | None) -> dict[str, Any]:
    """Describe the hub's own database; empty where it is what ebs_config means by itself."""
    database = at(values, ("hub", "db"))
    said = database if isinstance(database, Mapping) else {}
    kind = said.get("type", COMMON["hub.db.type"])
    if kind != "sqlite-pvc":
        return {"in_memory": True}  # or a place that hub.extraConfig names; hub.db stays in the values then
    claim = next((claim for claim in found.claims if str(claim["metadata"]["name"]).endswith(CHART_CLAIM)), None)
    name = at(said, ("pvc", "storageClassName"))
    if name in {ABSENT, None, ""}:
        name = claim["spec"].get("storageClassName") if claim else found.default_class
    if name is None:
        raise AdoptionError(_UNKNOWN.format(what="the claim of the hub's database has", namespace=found.namespace))
    size = at(said, ("pvc", "storage"))
    if name == homes and size is ABSENT:
        return {}
    return {"storage_class": name, **({} if size is ABSENT else {"capacity": size})}
