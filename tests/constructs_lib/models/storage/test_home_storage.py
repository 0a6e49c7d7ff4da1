"""The interface of a storage of homes, and its defaults."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from pydantic import ValidationError

from constructs_lib.models.storage.home_storage import ClaimTemplate, HomeStorageConfig, SharedMount
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from constructs_lib.models.storage.settings import STORAGE_KEYS, HubStorageProps


class _Silent(HomeStorageConfig):
    KEY: ClassVar[str] = "silent"


def test_defaults() -> None:
    """No driver, no claim, no mounts, no owner: the defaults of the chart and the cluster."""
    config = _Silent()

    assert (None, None, None, (), None, None) == (
        config.driver_key, config.shared_claim, config.claim_template, tuple(config.shared_mounts), config.posix_user, config.owner_key
    )  # fmt: skip
    assert [] == list(config.warnings())


def test_database_by_default() -> None:
    """A storage that isn't for databases offers none, changes none and refuses none."""
    database = HubDatabaseConfig(storage_class="gp3", capacity="5Gi")

    assert _Silent().default_database() is None
    assert database is _Silent().fitting(database)
    assert _Silent().database_problem(database) is None


_EFS = {"pvc_name": "h", "capacity": "1Gi", "removal_policy": "RETAIN"}


@pytest.mark.parametrize(
    ("key", "settings"),
    [("ebs_config", {"storage_class": "gp3", "capacity": "1Gi"}), ("efs_config", _EFS), ("existing_claim_config", {"pvc_name": "h"})],
)
def test_homes_are_on_one_claim_or_on_one_each(key: str, settings: dict[str, Any]) -> None:
    """Every storage of the library sets exactly one of the two, and is named by its key on the hub."""
    (config,) = HubStorageProps.model_validate({key: settings, "hub_database": "in_memory"}).given_storages

    assert key == config.KEY
    assert (config.shared_claim is None) != (config.claim_template is None)


def test_every_storage_is_tested() -> None:
    """The list above is complete."""
    assert ("ebs_config", "efs_config", "existing_claim_config") == STORAGE_KEYS


def test_what_a_hub_mounts() -> None:
    """Plain values, distinguished by all their fields."""
    assert ClaimTemplate("gp3", "10Gi") != ClaimTemplate("gp3", "20Gi")
    assert SharedMount("shared-data", "home-data", "/data", read_only=True) != SharedMount(
        "shared-data", "home-data", "/data", read_only=False
    )


def test_settings_are_frozen() -> None:
    """Like all models."""
    with pytest.raises(ValidationError, match="unknown key"):
        _Silent.model_validate({"size": 1})
