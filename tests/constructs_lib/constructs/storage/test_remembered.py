"""What the state remembers of a hub's storage. Its effect in Terraform: ``tests/aws/test_guards.py``."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.constructs.storage.backend import HomeStorage
from constructs_lib.constructs.storage.remembered import remembered_storage
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.conftest import Synth
from tests.constructs_lib.stacks import new_stack
from tests.constructs_lib.storage_files import ebs_hub, efs_hub

_EFS: dict[str, Any] = {"efs_config": {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}}
_EBS: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}
_CLAIM: dict[str, Any] = {"existing_claim_config": {"pvc_name": "homes"}, "hub_database": {"storage_class": "gp3"}}


def _remembered(hub: dict[str, Any]) -> dict[str, str]:
    model = JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", **hub})
    return {name: setting.value for name, setting in remembered_storage(model, HomeStorage(new_stack(), "Home")).items()}


def _memories(document: dict[str, Any]) -> set[str]:
    return {name.split("_")[2] for name in document["resource"]["terraform_data"] if "_Remembered_" in name}


def test_memories_of_each_storage(synth: Synth) -> None:
    """Their ids are a contract: under another one Terraform would start to remember anew."""
    assert {"Storage", "Owner", "Release", "Database", "DatabaseVolume", "ChartLine"} == _memories(synth(ebs_hub()))
    assert {"Storage", "Owner", "Release", "Database", "DatabaseVolume", "ChartLine", "FileSystem", "HomesPath"} == _memories(
        synth(efs_hub())
    )


@pytest.mark.parametrize(
    ("hub", "owner"),
    [
        (_EFS, "uid 1000, gid 100"),
        ({"efs_config": {**_EFS["efs_config"], "access_point": {"uid": 2000, "gid": 3000}}}, "uid 2000, gid 3000"),
        ({**_EFS, "run_as_root": True}, "uid 0, gid 0"),
        ({**_EFS, "values": {"singleuser": {"uid": 7}}}, "uid 1000, gid 100"),  # the access point's, whoever writes
        (_EBS, "uid 1000, gid 100"),
        ({**_EBS, "run_as_root": True}, "uid 0, gid 0"),
        ({**_EBS, "values": {"singleuser": {"uid": 0, "fsGid": None}}}, "uid 0, gid None"),
        ({**_CLAIM, "run_as_root": True, "values": {"singleuser": {"uid": 1000}}}, "uid 1000, gid 0"),
    ],
    ids=str,
)
def test_owner_of_the_homes(hub: dict[str, Any], owner: str) -> None:
    """By the access point on EFS, elsewhere by the final chart values."""
    assert owner == _remembered(hub)["Owner"]


@pytest.mark.parametrize(
    ("hub", "kind", "volume"),
    [
        (_EFS, "a volume", "efs, path: /hub-database"),
        ({**_EFS, "hub_database": {"efs": True, "path": "/a"}}, "a volume", "efs, path: /a"),
        (_EBS, "a volume", "storage_class: gp3"),
        ({**_EBS, "hub_database": "in_memory"}, "in memory", None),
        ({**_EBS, "hub_database": {"url_secret": {"kubernetes_secret": "hub-db"}}}, "an external database", None),
        ({**_EBS, "values": {"hub": {"db": {"type": "sqlite-memory"}}}}, "values.hub.db.type: sqlite-memory", None),
        ({**_EBS, "values": {"hub": {"db": {"pvc": {"storageClassName": "io2"}}}}}, "a volume", "values.hub.db.pvc.storageClassName: io2"),
    ],
    ids=str,
)
def test_location_of_the_database(hub: dict[str, Any], kind: str, volume: str | None) -> None:
    """The final chart values decide."""
    remembered = _remembered(hub)

    assert (kind, volume) == (remembered["Database"], remembered.get("DatabaseVolume"))


_URL = {"hub_database": {"url_secret": {"kubernetes_secret": "hub-db"}}}


@pytest.mark.parametrize(
    ("hub", "line", "refused"),
    [
        (_EBS, "chart 4.x", True),
        ({**_EBS, "version": "3.3.8"}, "chart 3.x", True),
        ({**_EBS, "atomic": False}, None, False),
        ({**_EBS, "hub_database": "in_memory"}, None, False),
        ({**_EBS, "values": {"hub": {"db": {"upgrade": False}}}}, "chart 4.x", False),
        ({**_EBS, **_URL}, "chart 4.x", False),
        ({**_EBS, **_URL, "values": {"hub": {"db": {"upgrade": True}}}}, "chart 4.x", True),
    ],
    ids=str,
)
def test_major_version_of_the_chart(hub: dict[str, Any], line: str | None, refused: bool) -> None:  # noqa: FBT001  # a parameter
    """Remembered while Helm rolls back upgrades; a change is refused if the hub would migrate its database."""
    model = JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", **hub})
    setting = remembered_storage(model, HomeStorage(new_stack(), "Home")).get("ChartLine")

    assert line == (setting and setting.value)
    assert refused == (setting is not None and not setting.condition)


def test_storage_in_values() -> None:
    """Values that move the homes elsewhere are another storage."""
    elsewhere = {"singleuser": {"storage": {"type": "static", "static": {"pvcName": "other"}}}}

    assert "efs_config" == _remembered(_EFS)["Storage"]
    assert (
        "efs_config, values.singleuser.storage.type: static, values.singleuser.storage.static.pvcName: other"
        == _remembered({**_EFS, "values": elsewhere})["Storage"]
    )


_IDS = st.integers(1, 2_147_483_647)


@pytest.mark.property
@given(st.tuples(_IDS, _IDS), st.tuples(_IDS, _IDS))
def test_owners_that_differ_are_remembered_as_different(one: tuple[int, int], other: tuple[int, int]) -> None:
    """No two identities have the same text."""

    def owner(uid: int, gid: int) -> str:
        return _remembered({"efs_config": {**_EFS["efs_config"], "access_point": {"uid": uid, "gid": gid}}})["Owner"]

    assert (one == other) == (owner(*one) == owner(*other))
