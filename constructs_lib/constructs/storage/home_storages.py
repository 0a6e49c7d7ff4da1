"""The list of storages for users' homes: the construct for each class of settings."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from constructs_lib.constructs.storage.backend import HomeStorage, HubSite
from constructs_lib.constructs.storage.ebs_homes import EbsHomes
from constructs_lib.constructs.storage.efs_homes import EfsHomes
from constructs_lib.constructs.storage.existing_claim_homes import ExistingClaimHomes
from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.efs import EfsConfig
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from constructs_lib.models.storage.home_storage import HomeStorageConfig

#: By the class of the settings: the construct, and its id within the hub. Ids are a contract.
_STORAGES: dict[type[HomeStorageConfig], tuple[Any, str]] = {
    EbsConfig: (EbsHomes, "StorageClasses"),
    EfsConfig: (EfsHomes, "Home"),
    ExistingClaimConfig: (ExistingClaimHomes, "Home"),
}


def home_storage(hub: Construct, *, config: HomeStorageConfig, site: HubSite) -> HomeStorage:
    """Create the storage of the settings.

    Args:
        hub: the hub's construct, its scope.
        config: the settings.
        site: attributes of the hub that the storage needs.
    """
    construct, id_ = _STORAGES[type(config)]
    made: HomeStorage = construct(hub, id_, config=config, site=site)
    return made
