"""Deletion of the volumes that storage classes create for hubs: users' homes and the hubs' databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from constructs_lib.chart_values.storage.database_claim import KEEP, database_claim
from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.errors import Problem
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.ebs import EbsRemovalPolicy
from constructs_lib.models.storage.ebs_storage_class import ReclaimPolicy

_KEYS = ("ebs_config", "removal_policy")


class Holds(StrEnum):
    """What a volume stores."""

    #: A user's home.
    HOMES = "homes"
    #: The hub's database.
    DATABASE = "hub_database"


_CONTENTS = {Holds.HOMES: "the users", Holds.DATABASE: "the hub's database"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassVolumes:
    """The volumes that one storage class creates for one purpose of a hub.

    Args:
        namespace: the hub's namespace.
        holds: what they store.
        storage_class: name of the class; None: the cluster's default class.
        claim: name of the claim; None: one for each user.
        policy: the reclaim policy that the class has, or is checked to have at plan; None: unknown.
        claims_go: whether a destroy of the stack deletes the claims. It doesn't if the namespace isn't the stack's.
    """

    namespace: str
    holds: Holds
    storage_class: str | None
    claim: str | None
    policy: ReclaimPolicy | None
    claims_go: bool


def hub_volumes(hub: JupyterHubAddOnProps, made: Mapping[str, ReclaimPolicy] | None = None) -> list[ClassVolumes]:
    """List the volumes of a hub by the chart's final values, so the user's own ``values`` count.

    Args:
        hub: the hub.
        made: reclaim policies of the classes that hubs of the stack create, by name. Default: those of this hub.
    """
    known = made_policies([hub]) if made is None else made
    wanted = hub.ebs_config.removal_policy if hub.ebs_config else None

    def volumes(holds: Holds, name: str | None, claim: str | None, *, claims_go: bool) -> ClassVolumes:
        policy = known.get(name or "", wanted.reclaim_policy if wanted else None)
        return ClassVolumes(namespace=hub.namespace, holds=holds, storage_class=name, claim=claim, policy=policy, claims_go=claims_go)

    homes = [volumes(Holds.HOMES, name, None, claims_go=hub.create_namespace) for name in dict.fromkeys(_classes_of_homes(hub))]
    database = database_claim(hub)
    notes = hub.user_value("hub", "db", "pvc", "annotations")
    kept = isinstance(notes, Mapping) and all(notes.get(key) == value for key, value in KEEP.items())
    goes = hub.create_namespace or not kept
    return [*homes, *(volumes(Holds.DATABASE, name, database.name, claims_go=goes) for name in _class_of_database(hub))]


def made_policies(hubs: list[JupyterHubAddOnProps]) -> dict[str, ReclaimPolicy]:
    """Return the reclaim policies of the classes that the hubs create, by name."""
    classes = [hub.ebs_config.managed_class for hub in hubs if hub.ebs_config]
    return {made.name: made.reclaim_policy for made in classes if made}


def class_volumes(add_ons: AddOns) -> list[ClassVolumes]:
    """List the volumes of all hubs of an array."""
    hubs = [add_on for add_on in add_ons if isinstance(add_on, JupyterHubAddOnProps)]
    made = made_policies(hubs)
    return [volumes for hub in hubs for volumes in hub_volumes(hub, made)]


def class_volume_problems(add_ons: AddOns) -> Iterator[Problem]:
    """Find removal policies that the class of another hub contradicts, or that can't be checked."""
    makers: dict[str, tuple[int, ReclaimPolicy]] = {}
    for position, hub in enumerate(add_ons):
        if not isinstance(hub, JupyterHubAddOnProps) or len(hub.given_storages) != 1:
            continue
        wanted = hub.ebs_config.removal_policy if hub.ebs_config else None
        for name in dict.fromkeys(volumes.storage_class for volumes in hub_volumes(hub)):
            if wanted is None:
                break
            if name is None:
                reason = (
                    "the values of this hub use the cluster's default storage class, and its reclaim policy can't be checked; set the class"
                )
            elif wanted and name in makers and makers[name][1] is not wanted.reclaim_policy:
                maker, policy = makers[name]
                other = next(other for other in EbsRemovalPolicy if other is not wanted)
                reason = (
                    f"the storage class {name!r} is created by add_ons[{maker}] with the reclaim policy {policy}; "
                    f"set {wanted} there as well, use another class, or set {other} here"
                )
            else:
                continue
            yield Problem(f"{wanted} can't be guaranteed: {reason}", (*add_on_path(position, add_ons), *_KEYS))
        for name, policy in made_policies([hub]).items():
            makers.setdefault(name, (position, policy))


def class_volume_warnings(add_ons: AddOns) -> Iterator[str]:
    """Yield which volumes a destroy deletes, or may delete, without a removal policy."""
    made = made_policies([hub for hub in add_ons if isinstance(hub, JupyterHubAddOnProps)])
    for hub in add_ons:
        if not isinstance(hub, JupyterHubAddOnProps) or (hub.ebs_config and hub.ebs_config.removal_policy):
            continue
        found: dict[tuple[str | None, ReclaimPolicy | None], list[str]] = {}
        for volumes in hub_volumes(hub, made):
            if volumes.claims_go and volumes.policy is not ReclaimPolicy.RETAIN:
                found.setdefault((volumes.storage_class, volumes.policy), []).append(_CONTENTS[volumes.holds])
        fix = "Set ebs_config.removal_policy: RETAIN or DESTROY" if hub.ebs_config else "A class with Retain keeps them"
        for (name, policy), whose in found.items():
            volumes_of = f"the volumes of {' and '.join(whose)}"
            kind = f"the storage class {name}" if name else "the cluster's default storage class"
            verdict = (
                f"destroy deletes {volumes_of}, because of reclaim_policy: {policy} in {kind}"
                if policy
                else f"the reclaim policy of {kind} determines whether destroy deletes {volumes_of}"
            )
            yield f"{hub.name} ({hub.namespace}): {verdict}. {fix}"


def _classes_of_homes(hub: JupyterHubAddOnProps) -> Iterator[str | None]:
    """Yield the classes of users' volumes; KubeSpawner's configuration and profiles may set other classes than the chart's key."""
    template = hub.homes.claim_template
    if hub.user_value("singleuser", "storage", "type", default="dynamic" if template else "static") != "dynamic":
        return
    yield _name(hub.user_value("singleuser", "storage", "dynamic", "storageClass", default=template.storage_class if template else None))
    for place in (("hub", "config", "KubeSpawner"), ("singleuser", "profileList")):
        yield from map(_name, _named(hub.user_value(*place)))


def _class_of_database(hub: JupyterHubAddOnProps) -> Iterator[str | None]:
    """Yield the class of the database's volume; none if it is stored elsewhere, or on a volume that the stack creates on EFS."""
    database = hub.database
    typed = bool(database.efs or database.storage_class)
    own = hub.user_value("hub", "db", "pvc", "storageClassName", default="")
    if hub.user_value("hub", "db", "type", default="sqlite-pvc" if typed else None) == "sqlite-pvc" and (own != "" or not database.efs):
        yield _name(database.storage_class if own == "" else own)


def _named(value: object) -> Iterator[Any]:
    """Yield the values of KubeSpawner's trait ``storage_class``, at every depth."""
    if isinstance(value, Mapping):
        if "storage_class" in value:
            yield value["storage_class"]
        value = list(value.values())
    for item in value if isinstance(value, list | tuple) else ():
        yield from _named(item)


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
