"""Backups that would find no volume are refused."""

from __future__ import annotations

from typing import Any

from constructs_lib.checks.ebs_backup import ebs_backup_problems
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def _problems(*, configuration: dict[str, Any] | None = None, backup: bool = True, **hub: Any) -> list[str]:
    driver = EbsCsiDriverAddOnProps(configuration=configuration or {})
    config = {"storage_class": "gp3", "capacity": "10Gi", "backup": backup}
    settings = JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", "ebs_config": config, **hub})
    return [".".join(map(str, problem.path)) for problem in ebs_backup_problems([driver, settings, settings])]


def test_driver_that_does_not_tag() -> None:
    """Reported once, on the driver; without backups the tags aren't needed."""
    untagged = {"controller": {"extraCreateMetadata": False}}

    assert ["add_ons.0.ebs_csi_driver.configuration.controller.extraCreateMetadata"] == _problems(configuration=untagged)
    assert [] == _problems(configuration=untagged, backup=False)
    assert [] == _problems(configuration={"controller": {"extraCreateMetadata": True}})
    assert [] == _problems(configuration={"controller": "text"})


def test_nothing_to_back_up() -> None:
    """Values may move the homes elsewhere; a database alone is enough."""
    elsewhere = {"singleuser": {"storage": {"type": "none"}}}

    path = "jupyterhub.ebs_config.backup"
    assert [f"add_ons.1.{path}", f"add_ons.2.{path}"] == _problems(values=elsewhere, hub_database="in_memory")
    assert [] == _problems(values=elsewhere)
