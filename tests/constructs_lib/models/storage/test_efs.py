"""Spellings of a file system's settings. Conflicts are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.storage.efs import EfsConfig, RemovalPolicy
from constructs_lib.models.storage.efs_performance import PerformanceMode, ThroughputMode
from constructs_lib.models.storage.home_storage import SharedMount
from constructs_lib.models.storage.hub_database import HubDatabaseConfig


def _config(**settings: Any) -> EfsConfig:
    return EfsConfig.model_validate({"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN", **settings})


@pytest.mark.parametrize(
    ("key", "spellings", "expected"),
    [
        ("removal_policy", ["DESTROY", "destroy", "Destroy"], RemovalPolicy.DESTROY),
        ("throughput_mode", ["bursting", "BURSTING", "Bursting"], ThroughputMode.BURSTING),
        ("performance_mode", ["generalPurpose", "general_purpose", "GENERAL_PURPOSE"], PerformanceMode.GENERAL_PURPOSE),
        ("transition_to_ia", ["AFTER_7_DAYS", "after_7_days"], "AFTER_7_DAYS"),
    ],
)
def test_values_in_any_case(key: str, spellings: list[str], expected: str) -> None:
    """AWS's spelling, EKS Blueprints' and this library's are accepted."""
    assert [expected] * len(spellings) == [getattr(_config(**{key: word}), key) for word in spellings]


def test_max_io_in_both_spellings() -> None:
    """It is allowed with throughput that isn't elastic."""
    found = [_config(performance_mode=word, throughput_mode="bursting").performance_mode for word in ("maxIO", "max_io")]

    assert [PerformanceMode.MAX_IO] * 2 == found


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("removal_policy", "7 is not allowed; use one of DESTROY, RETAIN, SNAPSHOT"),
        ("throughput_mode", "7 is not allowed; use one of elastic, bursting, provisioned"),
        ("performance_mode", "7 is not allowed; use one of generalPurpose, maxIO"),
        ("transition_to_ia", "7 is not text; put it in quotes"),
    ],
)
def test_number_is_not_a_value(key: str, expected: str) -> None:
    """What isn't text at all is reported like any other wrong value."""
    with pytest.raises(ValidationError) as error:
        _config(**{key: 7})

    assert [expected] == [line["msg"] for line in error.value.errors()]


def _claims(pvc_name: str, *directories: str) -> list[tuple[str, str]]:
    shared = [{"name": name, "mount_path": f"/{name}"} for name in directories]
    try:
        _config(pvc_name=pvc_name, shared_directories=shared)
    except ValidationError as error:
        return [(".".join(map(str, line["loc"])), line["msg"]) for line in error.errors()]
    return []


def test_the_charts_own_claim() -> None:
    """The chart's claim for the hub's database is in the same namespace, so no claim of ours may have its name."""
    expected = "results in a claim 'hub-db-dir', the name of the chart's own claim; use another name"

    assert [("pvc_name", expected)] == _claims("hub-db-dir")
    assert [("shared_directories.1.name", expected)] == _claims("hub-db", "data", "dir")
    assert [] == _claims("hub-db", "data")


def test_longest_claim() -> None:
    """Kubernetes accepts 253 characters; the shared directory's name is a part of its claim's."""
    name = ".".join(["n" * 49] * 5)
    expected = "results in a claim with a name of 254 characters; at most 253 are allowed. Shorten pvc_name"

    assert [] == _claims(name, "a" * 3)
    assert [("shared_directories.0.name", expected)] == _claims(name, "a" * 4)


def test_claims_of_shared_directories() -> None:
    """Each is named after the homes' claim and its directory."""
    directories = [{"name": name, "mount_path": f"/home/jovyan/{name}"} for name in ("data", "course")]
    config = _config(pvc_name="home", shared_directories=directories)

    assert ["home-data", "home-course"] == [config.claim_on(directory) for directory in config.shared_directories]


def test_one_claim_for_all() -> None:
    """The claim, its owner, a claim for each shared directory, the driver, and the database on the same file system."""
    config = _config(shared_directories=[{"name": "data", "mount_path": "/data", "read_only": True}], access_point={"uid": 2000})

    assert ("home", None, "efs_csi_driver", (2000, 100)) == (
        config.shared_claim, config.claim_template, config.driver_key, config.posix_user
    )  # fmt: skip
    assert [SharedMount("shared-data", "home-data", "/data", read_only=True)] == config.shared_mounts
    assert HubDatabaseConfig(efs=True) == config.default_database()
