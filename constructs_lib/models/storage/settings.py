"""The settings of what a hub keeps: homes, and its own database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.storage.ebs import EbsConfig, size_problem, smallest_size
from constructs_lib.models.storage.efs import EfsConfig, RemovalPolicy
from constructs_lib.models.storage.hub_database import HubDatabase, HubDatabaseConfig

NO_STORAGE = "You need to provide a persistent storage option."
TWO_STORAGES = "You cannot provide more than one persistent storage option."


class HubStorageProps(Model):
    """Where users' homes and the hub's database lie."""

    ebs_config: EbsConfig | None = None
    """Homes on EBS: one volume per user. Exactly one of ebs_config and efs_config is required."""
    efs_config: EfsConfig | None = None
    """Homes on EFS: one shared file system. Exactly one of ebs_config and efs_config is required."""
    hub_database: HubDatabase | None = None
    """Where the hub keeps its own database. Default: a volume of ebs_config's storage class, or on the file system of efs_config."""

    @property
    def database(self) -> HubDatabaseConfig:
        """Where the hub keeps its database, the defaults by its storage taken into account."""
        made = self.ebs_config.managed_class if self.ebs_config else None
        said = self.hub_database
        if said is None:
            said = HubDatabaseConfig(storage_class=self.ebs_config.class_name) if self.ebs_config else HubDatabaseConfig(efs=True)
        if made is None or said.storage_class != made.name or "capacity" in said.model_fields_set or not size_problem(made, said.capacity):
            return said
        # Not every kind of volume can be as small as the default.
        return said.model_copy(update={"capacity": smallest_size(made)})

    @property
    def csi_drivers(self) -> Mapping[str, str]:
        """Class names of the add-ons that mount the homes, each with the key that needs it."""
        needs = {}
        if self.ebs_config is not None and not (self.ebs_config.managed_class and self.ebs_config.managed_class.auto_mode):
            needs["EbsCsiDriverAddOn"] = "ebs_config"
        if self.efs_config is not None:
            needs["EfsCsiDriverAddOn"] = "efs_config"
        return needs


def storage_warnings(hub: HubStorageProps) -> Iterator[str]:
    """Say what has no effect, and what is forgotten."""
    if hub.efs_config and hub.efs_config.existing_file_system_id and hub.efs_config.removal_policy is not RemovalPolicy.RETAIN:
        yield f"removal_policy: {hub.efs_config.removal_policy} has no effect: an existing file system is never deleted"
    if hub.database.in_memory:
        yield "hub_database: in_memory forgets at each restart of the hub who is logged in and which servers run"


def _one_storage(hub: HubStorageProps) -> Iterator[Problem]:
    if hub.ebs_config is None and hub.efs_config is None:
        yield Problem(f"{NO_STORAGE} Write ebs_config or efs_config")
    if hub.ebs_config is not None and hub.efs_config is not None:
        yield Problem(f"{TWO_STORAGES} Take ebs_config or efs_config out")


def _database_on_efs_has_a_file_system(hub: HubStorageProps) -> Iterator[Problem]:
    """A claim that nothing can fill stays Pending, and with it the hub."""
    if hub.efs_config is None and hub.hub_database and hub.hub_database.efs:
        yield Problem(
            "true means the file system of efs_config, which this hub doesn't have; write storage_class instead", ("hub_database", "efs")
        )


def _database_volume_can_be_made(hub: HubStorageProps) -> Iterator[Problem]:
    made = hub.ebs_config.managed_class if hub.ebs_config else None
    if made and hub.database.storage_class == made.name and (problem := size_problem(made, hub.database.capacity)):
        example = f"hub_database: {{storage_class: {made.name}, capacity: …}}"
        yield Problem(f"the volume of the hub's database is of {made.name} too, and {problem}, for example {example}", ("hub_database",))


STORAGE_RULES = (_one_storage, _database_on_efs_has_a_file_system, _database_volume_can_be_made)
