"""What each storage of homes says of itself: the defaults, and what the two of AWS say."""

from __future__ import annotations

from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.efs import EfsConfig
from constructs_lib.models.storage.home_storage import ClaimTemplate, HomeStorageConfig, SharedMount
from constructs_lib.models.storage.hub_database import HubDatabaseConfig


class _Storage(HomeStorageConfig):
    """A storage that sets nothing."""

    KEY = "some_config"


def test_defaults() -> None:
    """No driver, no claims, no owner; the database has to be placed elsewhere, and stays as it is."""
    storage, database = _Storage(), HubDatabaseConfig(in_memory=True)

    assert (None, None, None, (), None, None) == (
        storage.driver_key, storage.shared_claim, storage.claim_template, storage.shared_mounts, storage.posix_user, storage.default_database()
    )  # fmt: skip
    assert (database, None, []) == (storage.fitting(database), storage.database_problem(database), list(storage.warnings()))


def test_volume_for_each_user() -> None:
    """EBS: a claim template and the driver, unless EKS Auto Mode has it built in."""
    config = EbsConfig(storage_class="gp3", capacity="10Gi")
    auto_mode = EbsConfig.model_validate({"storage_class": {"name": "auto", "auto_mode": True}, "capacity": "10Gi"})

    assert (ClaimTemplate("gp3", "10Gi"), None, "ebs_csi_driver") == (config.claim_template, config.shared_claim, config.driver_key)
    assert auto_mode.driver_key is None
    assert HubDatabaseConfig(storage_class="gp3") == config.default_database()


def test_one_claim_for_all() -> None:
    """EFS: a claim, its owner, and a claim for each shared directory."""
    directory = {"name": "data", "mount_path": "/data", "read_only": True}
    config = EfsConfig.model_validate(
        {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN", "shared_directories": [directory]}
    )

    assert ("home", None, "efs_csi_driver", (1000, 100)) == (
        config.shared_claim, config.claim_template, config.driver_key, config.posix_user
    )  # fmt: skip
    assert [SharedMount("shared-data", "home-data", "/data", True)] == config.shared_mounts  # noqa: FBT003  # the order of the fields
