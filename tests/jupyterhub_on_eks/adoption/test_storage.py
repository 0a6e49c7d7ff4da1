"""Storage of homes and database."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.storage import Storage, storage
from tests.jupyterhub_on_eks.adoption.hubs import DEFAULT_CLASS, database_claim, user_claim

STATIC = {"singleuser": {"storage": {"type": "static", "static": {"pvcName": "efs-persist"}}}}


def _hub(values: dict[str, Any], **lists: Any) -> tuple[FoundHub, dict[str, Any]]:
    return FoundHub(release="hub", namespace="hubs", version="4.4.0", values=values, cluster="c", region="us-west-2", **lists), values


def _storage(values: dict[str, Any], database: dict[str, Any] | None = None, **lists: Any) -> Storage:
    return storage(*_hub(values, **lists), database)


def test_class_of_the_values() -> None:
    """Class and size are set; the database's claim has the same class, which needs no key."""
    settings = {"singleuser": {"storage": {"capacity": "5Gi", "dynamic": {"storageClass": "gp3"}}}}
    found = _storage(settings, claims=[database_claim("hubs", "gp3")])

    assert {"ebs_config": {"storage_class": "gp3", "capacity": "5Gi"}} == found.keys
    assert ({}, "ebs_csi_driver") == (found.values, found.csi_driver)


@pytest.mark.parametrize(
    "lists",
    [
        {"claims": [user_claim("ada", "hubs"), database_claim("hubs")]},
        {"claims": [database_claim("hubs")]},
        {"claims": [database_claim("hubs")], "classes": [DEFAULT_CLASS]},
    ],
    ids=["users' claims", "the database's claim", "the default class"],
)
def test_class_of_the_cluster(lists: dict[str, Any]) -> None:
    """If values name none, it is the class that the claims have, or will get; the chart's size is 10Gi."""
    assert {"ebs_config": {"storage_class": "gp2", "capacity": "10Gi"}} == _storage({}, **lists).keys


def test_users_class_differs_from_the_databases() -> None:
    """Then the database is set, with its size if the values have one."""
    settings = {"hub": {"db": {"pvc": {"storage": "2Gi"}}}}
    keys = _storage(settings, claims=[user_claim("ada", "hubs"), database_claim("hubs", "gp3")]).keys

    assert {"storage_class": "gp3", "capacity": "2Gi"} == keys["hub_database"]


@pytest.mark.parametrize(("sub_path", "kept"), [(None, "{username}"), ("home/{username}", None)])
def test_static_claim(sub_path: str | None, kept: str | None) -> None:
    """The claim stays someone else's; if values set no directory, the chart's is kept, which differs from the key's."""
    static = {"pvcName": "efs-persist", **({"subPath": sub_path} if sub_path else {})}
    found = _storage({"singleuser": {"storage": {"type": "static", "static": static}}}, claims=[database_claim("hubs")])

    assert {"existing_claim_config": {"pvc_name": "efs-persist"}, "hub_database": {"storage_class": "gp2"}} == found.keys
    assert ({"singleuser": {"storage": {"static": {"subPath": kept}}}} if kept else {}) == found.values
    assert found.csi_driver is None


def test_database_elsewhere() -> None:
    """In a secret, in memory, and set by the hub's own program."""
    reference = {"url_secret": {"kubernetes_secret": "x", "key": "url"}}

    assert reference == _storage(STATIC, reference).keys["hub_database"]
    assert {"in_memory": True} == _storage({**STATIC, "hub": {"db": {"type": "sqlite-memory"}}}).keys["hub_database"]
    assert {"in_memory": True} == _storage({**STATIC, "hub": {"db": {"type": "other"}}}).keys["hub_database"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"singleuser": {"storage": {"type": "none"}}}, "singleuser.storage.type is 'none'"),
        ({"singleuser": {"storage": {"type": "static"}}}, "pvcName is not set"),
        ({}, "The values don't show the storage class of the users' claims"),
        (STATIC, "The values don't show the storage class of the claim of the hub's database"),
    ],
)
def test_what_cannot_be_determined(values: dict[str, Any], message: str) -> None:
    """The message states what is missing, and where to get it."""
    with pytest.raises(AdoptionError) as error:
        _storage(values)

    assert message in str(error.value)
