"""Homes on EBS: the named or created class, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.storage.ebs import EbsConfig, EbsRemovalPolicy
from constructs_lib.models.storage.ebs_storage_class import StorageClassConfig
from constructs_lib.models.storage.home_storage import ClaimTemplate
from constructs_lib.models.storage.hub_database import HubDatabaseConfig


def _class(**settings: Any) -> StorageClassConfig:
    return StorageClassConfig.model_validate({"name": "fast", **settings})


def _config(storage_class: Any, capacity: str = "10Gi") -> EbsConfig:
    return EbsConfig.model_validate({"storage_class": storage_class, "capacity": capacity})


def test_class_by_name_or_created() -> None:
    """A name refers to a class on the cluster; settings create one."""
    named, made = (EbsConfig.model_validate({"storage_class": kind, "capacity": "10Gi"}) for kind in ("gp3", {"name": "fast"}))

    assert ("gp3", None) == (named.class_name, named.managed_class)
    assert ("fast", _class()) == (made.class_name, made.managed_class)
    assert made == EbsConfig(storage_class=_class(), capacity="10Gi")


def test_each_user_has_a_claim() -> None:
    """Of the class and the size; nothing is shared, and servers run with the chart's user."""
    config = _config("gp3", "20Gi")

    assert ClaimTemplate("gp3", "20Gi") == config.claim_template
    assert (None, (), None) == (config.shared_claim, tuple(config.shared_mounts), config.posix_user)


@pytest.mark.parametrize(
    ("storage_class", "expected"),
    [("gp3", "ebs_csi_driver"), ({"name": "fast"}, "ebs_csi_driver"), ({"name": "auto", "auto_mode": True}, None)],
    ids=["named", "made", "auto mode"],
)
def test_driver(storage_class: Any, expected: str | None) -> None:
    """The add-on, unless EKS Auto Mode's own driver creates the volumes."""
    assert expected == _config(storage_class).driver_key


def test_volume_that_cannot_be_created() -> None:
    """It is reported at the key of the size; a class on the cluster can't be checked."""
    with pytest.raises(ValidationError) as error:
        _config({"name": "disk", "type": "st1"}, "10Gi")

    ((path, message),) = [(line["loc"], line["msg"]) for line in error.value.errors()]
    assert (("capacity",), "'10Gi' is out of range for st1; use 125Gi to 16384Gi") == (path, message)
    assert "10Gi" == _config("disk", "10Gi").capacity


def test_database() -> None:
    """By default it is on a volume of the same class, large enough for it."""
    config = _config({"name": "disk", "type": "st1"}, "200Gi")

    assert HubDatabaseConfig(storage_class="disk") == config.default_database()
    assert "125Gi" == config.fitting(config.default_database()).capacity
    assert config.database_problem(config.fitting(config.default_database())) is None


def test_database_that_does_not_fit() -> None:
    """A chosen size is checked, not changed; that of another class is left alone."""
    config = _config({"name": "disk", "type": "st1"}, "200Gi")
    chosen, elsewhere = HubDatabaseConfig(storage_class="disk", capacity="1Gi"), HubDatabaseConfig(storage_class="gp3", capacity="1Gi")

    assert (
        "the hub's database also uses disk: '1Gi' is out of range for st1; use 125Gi to 16384Gi, "
        "for example hub_database: {storage_class: disk, capacity: …}"
    ) == config.database_problem(chosen)
    assert (chosen, elsewhere) == (config.fitting(chosen), config.fitting(elsewhere))
    assert config.database_problem(elsewhere) is None
    assert "1Gi" == config.fitting(HubDatabaseConfig(storage_class="gp3")).capacity


@pytest.mark.parametrize(("written", "policy"), [("retain", "Retain"), ("DESTROY", "Delete"), ("Destroy", "Delete")])
def test_created_class_follows_the_removal_policy(written: str, policy: str) -> None:
    """In any case; without it, or if the class sets its own, the class decides."""
    config = EbsConfig.model_validate({"storage_class": {"name": "homes", "iops": 4000}, "capacity": "10Gi", "removal_policy": written})

    assert config.managed_class is not None
    assert (policy, 4000) == (config.managed_class.reclaim_policy, config.managed_class.iops)
    assert "Retain" == EbsConfig(storage_class=StorageClassConfig(name="homes"), capacity="10Gi").managed_class.reclaim_policy  # type: ignore[union-attr]


def test_agreeing_policies() -> None:
    """Both may be set."""
    made = {"name": "homes", "reclaim_policy": "Delete"}
    config = EbsConfig.model_validate({"storage_class": made, "capacity": "10Gi", "removal_policy": "DESTROY"})

    assert EbsRemovalPolicy.DESTROY is config.removal_policy
