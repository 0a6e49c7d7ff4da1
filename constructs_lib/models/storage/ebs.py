"""Homes on Amazon EBS: a volume for each user, with an existing or a new storage class."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, StrictBool, Tag

from constructs_lib.errors import Problem
from constructs_lib.models.kinds.kubernetes import DnsSubdomain, Quantity
from constructs_lib.models.kinds.validators import any_case
from constructs_lib.models.storage.ebs_storage_class import (
    ReclaimPolicy,
    StorageClassConfig,
    size_problem,
    smallest_size,
    too_large_for_ebs,
)
from constructs_lib.models.storage.home_storage import ClaimTemplate, HomeStorageConfig
from constructs_lib.models.storage.hub_database import HubDatabaseConfig


def _kind(value: Any) -> str:
    return "made" if isinstance(value, dict | StorageClassConfig) else "name"


#: A storage class: the name of one on the cluster, or the settings of a new one.
StorageClass = Annotated[Annotated[DnsSubdomain, Tag("name")] | Annotated[StorageClassConfig, Tag("made")], Discriminator(_kind)]


class EbsRemovalPolicy(StrEnum):
    """What happens to the volumes when their claims are deleted, for example when the stack is destroyed."""

    #: The volumes are deleted with their data.
    DESTROY = "DESTROY"
    #: The volumes are kept.
    RETAIN = "RETAIN"

    @property
    def reclaim_policy(self) -> ReclaimPolicy:
        """The reclaim policy that the storage class must have."""
        return ReclaimPolicy.DELETE if self is EbsRemovalPolicy.DESTROY else ReclaimPolicy.RETAIN


class EbsConfig(HomeStorageConfig):
    """A volume on Amazon EBS for each user, created at the first login."""

    KEY: ClassVar[str] = "ebs_config"

    storage_class: StorageClass
    """Name of a storage class on the cluster, or the settings of a new one (StorageClassConfig)."""
    capacity: Quantity
    """Size of each user's volume, for example 10Gi."""
    removal_policy: Annotated[EbsRemovalPolicy, any_case(*EbsRemovalPolicy)] | None = None
    """DESTROY or RETAIN (any case): what happens to the volumes of the users and of the hub's database when the stack is destroyed. A class
    that the stack creates gets the matching reclaim policy; a class on the cluster must have it, which is checked at plan. A volume keeps
    the reclaim policy that its class had when the volume was created. Default: the reclaim policy of the class decides."""
    backup: StrictBool = False
    """Back up the volumes of the users and of the hub's database every day with AWS Backup, and keep each backup for 35 days, even after
    the stack is destroyed. To stop, set false; do not remove the key."""

    @property
    def managed_class(self) -> StorageClassConfig | None:
        """The class that this stack creates, with the reclaim policy for removal_policy; None if it already exists."""
        made, policy = self.storage_class, self.removal_policy
        if not isinstance(made, StorageClassConfig):
            return None
        if policy is None or "reclaim_policy" in made.model_fields_set:
            return made
        return made.model_copy(update={"reclaim_policy": policy.reclaim_policy})

    @property
    def class_name(self) -> str:
        """Name of the storage class."""
        return self.storage_class.name if isinstance(self.storage_class, StorageClassConfig) else self.storage_class

    @property
    def driver_key(self) -> str | None:
        """The EBS CSI driver; None if EKS Auto Mode's own driver creates the volumes."""
        return None if self.managed_class and self.managed_class.auto_mode else "ebs_csi_driver"

    @property
    def claim_template(self) -> ClaimTemplate:
        """A volume of the class for each user."""
        return ClaimTemplate(self.class_name, self.capacity)

    def default_database(self) -> HubDatabaseConfig:
        """Return a volume of the same class."""
        return HubDatabaseConfig(storage_class=self.class_name)

    def fitting(self, database: HubDatabaseConfig) -> HubDatabaseConfig:
        """Return the database with at least the smallest volume size that the new class allows, unless the user sets a capacity."""
        made = self.managed_class
        chosen = "capacity" in database.model_fields_set
        if made is None or database.storage_class != made.name or chosen or not size_problem(made, database.capacity):
            return database
        # Some volume types have a minimum size above the default.
        return database.model_copy(update={"capacity": smallest_size(made)})

    def database_problem(self, database: HubDatabaseConfig) -> str | None:
        """Return why a volume of the class can't have the size of the database."""
        made = self.managed_class
        if made is None:
            same = database.storage_class == self.class_name
            return f"the capacity {problem}" if same and (problem := too_large_for_ebs(database.capacity)) else None
        if database.storage_class != made.name or not (problem := size_problem(made, database.capacity)):
            return None
        example = f"hub_database: {{storage_class: {made.name}, capacity: …}}"
        return f"the hub's database also uses {made.name}: {problem}, for example {example}"


def _volumes_can_be_made(config: EbsConfig) -> Iterator[Problem]:
    made = config.managed_class
    if problem := size_problem(made, config.capacity) if made else too_large_for_ebs(config.capacity):
        yield Problem(problem, ("capacity",))


def _policies_agree(config: EbsConfig) -> Iterator[Problem]:
    made, policy = config.managed_class, config.removal_policy
    if made and policy and made.reclaim_policy is not policy.reclaim_policy:
        yield Problem(
            f"{made.reclaim_policy} conflicts with removal_policy: {policy}; remove reclaim_policy, or set removal_policy: "
            f"{next(other for other in EbsRemovalPolicy if other is not policy)}",
            ("storage_class", "reclaim_policy"),
        )


EbsConfig.RULES = (_volumes_can_be_made, _policies_agree)
