"""Homes on Amazon EBS: a volume for each user, by a storage class that is there or is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Tag

from constructs_lib.errors import Problem
from constructs_lib.models.kinds.kubernetes import DnsSubdomain, Quantity
from constructs_lib.models.storage.ebs_storage_class import StorageClassConfig, size_of_no_volume, size_problem, smallest_size
from constructs_lib.models.storage.home_storage import ClaimTemplate, HomeStorageConfig
from constructs_lib.models.storage.hub_database import HubDatabaseConfig


def _kind(value: Any) -> str:
    return "made" if isinstance(value, dict | StorageClassConfig) else "name"


#: A storage class: the name of one that is on the cluster, or the settings of one to make.
StorageClass = Annotated[Annotated[DnsSubdomain, Tag("name")] | Annotated[StorageClassConfig, Tag("made")], Discriminator(_kind)]


class EbsConfig(HomeStorageConfig):
    """A volume on Amazon EBS for each user, made on the first log-in."""

    KEY: ClassVar[str] = "ebs_config"

    storage_class: StorageClass
    """Name of a storage class on the cluster, or the settings of one to make (StorageClassConfig)."""
    capacity: Quantity
    """Size of each user's volume, for example 10Gi."""

    @property
    def managed_class(self) -> StorageClassConfig | None:
        """The class that this stack makes; None where it is on the cluster already."""
        return self.storage_class if isinstance(self.storage_class, StorageClassConfig) else None

    @property
    def class_name(self) -> str:
        """Name of the storage class."""
        return self.storage_class.name if isinstance(self.storage_class, StorageClassConfig) else self.storage_class

    @property
    def driver_key(self) -> str | None:
        """The EBS CSI driver; none where EKS Auto Mode's own makes the volumes."""
        return None if self.managed_class and self.managed_class.auto_mode else "ebs_csi_driver"

    @property
    def claim_template(self) -> ClaimTemplate:
        """A volume of the class for each user."""
        return ClaimTemplate(self.class_name, self.capacity)

    def default_database(self) -> HubDatabaseConfig:
        """Return a volume of the same class."""
        return HubDatabaseConfig(storage_class=self.class_name)

    def fitting(self, database: HubDatabaseConfig) -> HubDatabaseConfig:
        """Return the database at least as large as the smallest volume of a class that is made, unless the user gives a capacity."""
        made = self.managed_class
        chosen = "capacity" in database.model_fields_set
        if made is None or database.storage_class != made.name or chosen or not size_problem(made, database.capacity):
            return database
        # Not every kind of volume can be as small as the default.
        return database.model_copy(update={"capacity": smallest_size(made)})

    def database_problem(self, database: HubDatabaseConfig) -> str | None:
        """Return why a volume of the class that is made can't have the size of the database."""
        made = self.managed_class
        if made is None:
            same = database.storage_class == self.class_name
            return f"the capacity {problem}" if same and (problem := size_of_no_volume(database.capacity)) else None
        if database.storage_class != made.name or not (problem := size_problem(made, database.capacity)):
            return None
        example = f"hub_database: {{storage_class: {made.name}, capacity: …}}"
        return f"the volume of the hub's database is of {made.name} too, and {problem}, for example {example}"


def _volumes_can_be_made(config: EbsConfig) -> Iterator[Problem]:
    made = config.managed_class
    if problem := size_problem(made, config.capacity) if made else size_of_no_volume(config.capacity):
        yield Problem(problem, ("capacity",))


EbsConfig.RULES = (_volumes_can_be_made,)
