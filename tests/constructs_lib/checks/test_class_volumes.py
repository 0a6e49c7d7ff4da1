"""Each volume of a storage class is found in the final chart values, and checked against its class's policy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.owner import ServersOwner
from constructs_lib.checks.class_volumes import Holds, class_volume_problems, class_volume_warnings, class_volumes, hub_volumes
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

_EFS = {"pvc_name": "home", "capacity": "10Gi", "removal_policy": "RETAIN"}


def _ebs(storage_class: Any = "gp3", **config: Any) -> dict[str, Any]:
    return {"ebs_config": {"storage_class": storage_class, "capacity": "10Gi", **config}}


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", **settings})


def _found(**settings: Any) -> list[tuple[str, str | None]]:
    return [(volumes.holds.value, volumes.storage_class) for volumes in hub_volumes(_hub(**settings))]


_DYNAMIC = ("singleuser", "storage", "dynamic", "storageClass")
_DATABASE = ("hub", "db", "pvc", "storageClassName")


def _values(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    for key in reversed(path):
        value = {key: value}
    return {"values": value}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (_ebs(), [("homes", "gp3"), ("hub_database", "gp3")]),
        ({**_ebs(), "hub_database": "in_memory"}, [("homes", "gp3")]),
        ({**_ebs(), "hub_database": {"storage_class": "io2"}}, [("homes", "gp3"), ("hub_database", "io2")]),
        ({**_ebs(), **_values(_DYNAMIC, "st1")}, [("homes", "st1"), ("hub_database", "gp3")]),
        ({**_ebs(), **_values(_DYNAMIC, None)}, [("homes", None), ("hub_database", "gp3")]),
        ({**_ebs(), **_values(_DATABASE, "st1")}, [("homes", "gp3"), ("hub_database", "st1")]),
        ({**_ebs(), **_values(_DATABASE, None)}, [("homes", "gp3"), ("hub_database", None)]),
        ({**_ebs(), **_values(("singleuser", "storage", "type"), "none")}, [("hub_database", "gp3")]),
        ({**_ebs(), **_values(("hub", "db", "type"), "sqlite-memory")}, [("homes", "gp3")]),
        (
            {**_ebs(), **_values(("hub", "config", "KubeSpawner", "storage_class"), "st1")},
            [("homes", "gp3"), ("homes", "st1"), ("hub_database", "gp3")],
        ),
        (
            {**_ebs(), **_values(("singleuser", "profileList"), [{"kubespawner_override": {"storage_class": "st1"}}])},
            [("homes", "gp3"), ("homes", "st1"), ("hub_database", "gp3")],
        ),
        ({"efs_config": _EFS}, []),
        ({"efs_config": _EFS, "hub_database": {"storage_class": "gp3"}}, [("hub_database", "gp3")]),
        ({"efs_config": _EFS, **_values(_DATABASE, "gp3")}, [("hub_database", "gp3")]),
    ],
)
def test_volumes_of_a_hub(settings: dict[str, Any], expected: list[tuple[str, str | None]]) -> None:
    """Keys and `values` count alike, wherever a class may be named; what no class creates isn't listed."""
    assert expected == _found(**settings)


_CLASSES = st.sampled_from(["gp3", "io2", "st1", None])


@given(homes=_CLASSES, database=_CLASSES, named=st.sampled_from(["gp3", "io2"]))
def test_volumes_are_those_of_the_final_values(homes: str | None, database: str | None, named: str) -> None:
    """The volumes found are those of the final chart values."""
    values = {"singleuser": {"storage": {"dynamic": {"storageClass": homes}}}, "hub": {"db": {"pvc": {"storageClassName": database}}}}
    hub = _hub(**_ebs(named), values=values)
    final = hub_values(hub, servers_owner=ServersOwner(name="owner", uid="1"))
    chart = {
        Holds.HOMES: final["singleuser"]["storage"]["dynamic"]["storageClass"],
        Holds.DATABASE: final["hub"]["db"]["pvc"]["storageClassName"],
    }

    assert chart == {volumes.holds: volumes.storage_class for volumes in hub_volumes(hub)}


def test_claims_that_stay() -> None:
    """In someone else's namespace the users' claims outlive the stack; the chart's claim does if Helm keeps it."""
    theirs = _hub(**_ebs(), create_namespace=False)
    keep = _values(("hub", "db", "pvc", "annotations"), {"helm.sh/resource-policy": "keep"})

    assert [False, True] == [volumes.claims_go for volumes in hub_volumes(theirs)]
    assert [False, False] == [volumes.claims_go for volumes in hub_volumes(_hub(**_ebs(), create_namespace=False, **keep))]
    assert [True, True] == [volumes.claims_go for volumes in hub_volumes(_hub(**_ebs(), **keep))]


@pytest.mark.parametrize(
    ("config", "policies"),
    [
        (_ebs(), [None, None]),
        (_ebs(removal_policy="RETAIN"), ["Retain", "Retain"]),
        (_ebs(removal_policy="DESTROY"), ["Delete", "Delete"]),
        (_ebs({"name": "homes"}), ["Retain", "Retain"]),
        (_ebs({"name": "homes", "reclaim_policy": "Delete"}), ["Delete", "Delete"]),
    ],
)
def test_policies(config: dict[str, Any], policies: list[str | None]) -> None:
    """That of a class that is created, else the removal policy that the plan checks for the class; else none is known."""
    assert policies == [volumes.policy for volumes in class_volumes([_hub(**config)])]


def _problems(*hubs: dict[str, Any]) -> list[tuple[str, str]]:
    settings = [{"namespace": f"hub-{position}", **hub} for position, hub in enumerate(hubs)]
    return [
        (".".join(map(str, problem.path)), problem.message) for problem in class_volume_problems([None, *(_hub(**s) for s in settings)])
    ]


def test_class_of_an_earlier_hub() -> None:
    """It is compared at synth, for homes and database alike: the plan can't read what doesn't exist yet."""
    made = _ebs({"name": "homes", "reclaim_policy": "Delete"})
    expected = (
        "RETAIN can't be guaranteed: the storage class 'homes' is created by add_ons[1] with the reclaim policy Delete; "
        "set RETAIN there as well, use another class, or set DESTROY here"
    )

    assert [("add_ons.2.jupyterhub.ebs_config.removal_policy", expected)] == _problems(made, _ebs("homes", removal_policy="RETAIN"))
    other = {**_ebs("gp3", removal_policy="RETAIN"), "hub_database": {"storage_class": "homes"}}
    assert [("add_ons.2.jupyterhub.ebs_config.removal_policy", expected)] == _problems(made, other)
    assert [] == _problems(made, _ebs("homes", removal_policy="DESTROY"), _ebs("homes"))


def test_class_that_cannot_be_checked() -> None:
    """The default class may be another one tomorrow."""
    ((path, message),) = _problems({**_ebs(removal_policy="RETAIN"), **_values(_DYNAMIC, None)})

    assert "add_ons.1.jupyterhub.ebs_config.removal_policy" == path
    assert "RETAIN can't be guaranteed: the values of this hub use the cluster's default storage class" in message


def test_warnings() -> None:
    """What a destroy deletes without a key in the file is reported, with what decides it; what the file sets, or keeps, isn't."""
    first = _hub(**_ebs(), namespace="first")
    second = _hub(**_ebs({"name": "made", "reclaim_policy": "Delete"}), namespace="second", hub_database="in_memory")
    third = _hub(efs_config=_EFS, hub_database={"storage_class": "gp3"}, namespace="third")
    silent = [_hub(**_ebs({"name": "homes"})), _hub(**_ebs(removal_policy="DESTROY")), _hub(efs_config=_EFS)]

    lines = list(class_volume_warnings([first, None, second, third, *silent]))
    message = "Set ebs_config.removal_policy: RETAIN or DESTROY"
    decides = "the reclaim policy of the storage class gp3 determines whether destroy deletes the volumes of"
    deletes = "destroy deletes the volumes of the users, because of reclaim_policy: Delete in the storage class made"
    assert [
        f"jupyterhub (first): {decides} the users and the hub's database. {message}",
        f"jupyterhub (second): {deletes}. {message}",
        f"jupyterhub (third): {decides} the hub's database. A class with Retain keeps them",
    ] == lines
