"""Default location and size of the hub's database."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.storage.settings import HubStorageProps


def _ebs(homes: Any, **database: Any) -> HubStorageProps:
    settings = {"hub_database": database} if database else {}
    return HubStorageProps.model_validate({"ebs_config": {"storage_class": homes, "capacity": "500Gi"}, **settings})


@pytest.mark.parametrize(
    ("settings", "size"),
    [
        ({}, "1Gi"),
        ({"iops": 3000}, "1Gi"),
        ({"iops": 16000}, "32Gi"),
        ({"type": "io2", "iops": 100}, "4Gi"),
        ({"type": "io2", "iops": 10001}, "11Gi"),
        ({"type": "io1", "iops": 1000}, "20Gi"),
        ({"type": "st1"}, "125Gi"),
    ],
    ids=str,
)
def test_database_is_as_small_as_its_class_allows(settings: dict[str, Any], size: str) -> None:
    """A claim that AWS would refuse to fill never comes from defaults, whether the class is named again or not."""
    made = {"name": "lab", **settings}

    assert ("lab", size) == (_ebs(made).database.storage_class, _ebs(made).database.capacity)
    assert size == _ebs(made, storage_class="lab").database.capacity


def test_size_that_is_set_stays() -> None:
    """It is checked, never changed."""
    assert "40Gi" == _ebs({"name": "lab", "iops": 16000}, storage_class="lab", capacity="40Gi").database.capacity


def test_someone_elses_class_is_left_alone() -> None:
    """Nothing is known of its volumes."""
    assert "1Gi" == _ebs({"name": "lab", "type": "st1"}, storage_class="gp3").database.capacity
    assert "1Gi" == _ebs("lab").database.capacity


def test_homes_on_efs_have_their_database_there() -> None:
    """On the same file system."""
    efs = {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}

    assert HubStorageProps.model_validate({"efs_config": efs}).database.efs
