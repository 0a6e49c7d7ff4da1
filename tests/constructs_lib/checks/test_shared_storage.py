"""Hubs that share a cluster's storage classes or a file system don't conflict, or the report shows where they do."""

from __future__ import annotations

from typing import Any

from constructs_lib.checks.shared_storage import shared_storage_problems
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

_MADE: dict[str, Any] = {"ebs_config": {"storage_class": {"name": "homes"}, "capacity": "10Gi"}}
_NAMED: dict[str, Any] = {"ebs_config": {"storage_class": "homes", "capacity": "10Gi"}}
_EXISTING = "fs-0123456789abcdef0"


def _efs(**settings: Any) -> dict[str, Any]:
    return {"efs_config": {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN", **settings}}


def _problems(*hubs: dict[str, Any]) -> list[tuple[str, str]]:
    settings = [{"service_type": "cluster_ip", "namespace": f"hub-{position}", **hub} for position, hub in enumerate(hubs)]
    add_ons = (EbsCsiDriverAddOnProps(), None, *map(JupyterHubAddOnProps.model_validate, settings))
    return [(".".join(map(str, problem.path)), problem.message) for problem in shared_storage_problems(add_ons)]


def test_class_of_an_earlier_hub() -> None:
    """A class is created once, by the first hub that needs it; the others name it."""
    assert [] == _problems(_MADE, _NAMED, {**_efs(), "hub_database": {"storage_class": "homes"}})


def test_class_created_twice() -> None:
    """The second hub's message names the first."""
    expected = (
        "'homes' is already created by add_ons[2]; a cluster has each class only once: use it in this hub (storage_class: homes), "
        "or give it another name"
    )

    assert [("add_ons.3.jupyterhub.ebs_config.storage_class.name", expected)] == _problems(_MADE, _MADE)


def test_class_created_later() -> None:
    """Homes and databases wait for a class that doesn't exist yet; each message names its creator. A hub's own class exists in time."""
    expected = "'homes' is created later, by add_ons[4]; move the hub of add_ons[4] before this one, or let this one create the class"

    assert [
        ("add_ons.2.jupyterhub.ebs_config.storage_class", expected),
        ("add_ons.3.jupyterhub.hub_database.storage_class", expected),
    ] == _problems(_NAMED, {**_efs(), "hub_database": {"storage_class": "homes"}}, {**_MADE, "hub_database": {"storage_class": "homes"}})


def test_database_of_two_hubs() -> None:
    """Two hubs that write into one file would destroy it."""
    existing = _efs(existing_file_system_id=_EXISTING)
    message = f"the hub of add_ons[2] also stores its database in /hub-database of {_EXISTING}; "
    expected = f"{message}give this one its own path, hub_database: {{efs: true, path: …}}"

    assert [("add_ons.3.jupyterhub.hub_database", expected)] == _problems(existing, existing)


def test_separate_databases() -> None:
    """Another path, another file system, a new one for each hub, and another location are valid."""
    existing = _efs(existing_file_system_id=_EXISTING)

    assert [] == _problems(existing, {**existing, "hub_database": {"efs": True, "path": "/second"}})
    assert [] == _problems(existing, _efs(existing_file_system_id="fs-0123456789abcdef1"))
    assert [] == _problems(_efs(), _efs())
    assert [] == _problems(existing, {**existing, "hub_database": "in_memory"}, {**existing, "hub_database": {"storage_class": "gp3"}})
