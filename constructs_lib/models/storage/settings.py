"""Storage settings of a hub: homes, and its own database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.efs import EfsConfig
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from constructs_lib.models.storage.home_storage import HomeStorageConfig
from constructs_lib.models.storage.hub_database import HubDatabase, HubDatabaseConfig

NO_STORAGE = "You need to provide a persistent storage option."
TWO_STORAGES = "You cannot provide more than one persistent storage option."


class HubStorageProps(Model):
    """Storage of users' homes and the hub's database."""

    ebs_config: EbsConfig | None = None
    """Homes on EBS: one volume per user. Exactly one of ebs_config, efs_config and existing_claim_config is required."""
    efs_config: EfsConfig | None = None
    """Homes on EFS: one shared file system. Exactly one of ebs_config, efs_config and existing_claim_config is required."""
    existing_claim_config: ExistingClaimConfig | None = None
    """Homes on an existing claim, of any ReadWriteMany storage. Exactly one of ebs_config, efs_config and existing_claim_config is
    required; with this one, hub_database is required too."""
    hub_database: HubDatabase | None = None
    """The hub's own database. Default: a volume of ebs_config's storage class, or on the file system of efs_config."""

    allow_storage_changes: StrictBool = False
    """Allow a change of the homes' storage, directory or owner, of run_as_root, or of the database's location, for one deployment. Default:
    a change that would separate users from their data is refused at plan."""

    @property
    def given_storages(self) -> Sequence[HomeStorageConfig]:
        """The storages that are configured; a valid hub has one."""
        # Based on the fields' values, so that another storage is only another field.
        return [config for key in STORAGE_KEYS if (config := getattr(self, key)) is not None]

    @property
    def homes(self) -> HomeStorageConfig:
        """The storage of the homes."""
        return self.given_storages[0]

    @property
    def database(self) -> HubDatabaseConfig:
        """The hub's database, including the defaults of its storage."""
        homes = next(iter(self.given_storages), None)
        if homes is None:  # in the report on a wrong file
            return self.hub_database or HubDatabaseConfig(in_memory=True)
        return homes.fitting(self.hub_database or homes.default_database() or HubDatabaseConfig(in_memory=True))

    @property
    def csi_drivers(self) -> Mapping[str, str]:
        """Keys of the add-ons that mount the homes, each with the key that requires it."""
        return {driver: config.KEY for config in self.given_storages if (driver := config.driver_key)}


#: Keys of the storages, in the order of the messages.
STORAGE_KEYS = (EbsConfig.KEY, EfsConfig.KEY, ExistingClaimConfig.KEY)
_CHOICES = f"{', '.join(STORAGE_KEYS[:-1])} or {STORAGE_KEYS[-1]}"


def storage_warnings(hub: HubStorageProps) -> Iterator[str]:
    """Yield warnings about storage that has no effect, or is not persistent."""
    yield from hub.homes.warnings()
    if hub.database.in_memory:
        yield "hub_database: in_memory loses the logged-in users and running servers at each restart of the hub"
    if hub.database.efs:
        yield _sqlite_on_efs(hub)


def _sqlite_on_efs(hub: HubStorageProps) -> str:
    """JupyterHub's page "The Hub's Database" advises against SQLite on NFS, where file locks are unreliable."""
    first = "" if hub.hub_database else "without hub_database, "
    return (
        f"{first}the hub's database is an SQLite file on EFS, and JupyterHub advises against SQLite on NFS, where file locks are "
        "unreliable. Set hub_database: {storage_class: …, capacity: 1Gi} for a volume on EBS, or {url_secret: …} for PostgreSQL or MySQL"
    )


def _one_storage(hub: HubStorageProps) -> Iterator[Problem]:
    given = [config.KEY for config in hub.given_storages]
    if not given:
        yield Problem(f"{NO_STORAGE} Set {_CHOICES}")
    if len(given) > 1:
        yield Problem(f"{TWO_STORAGES} Remove {' or '.join(given)}")


def _database_has_a_place(hub: HubStorageProps) -> Iterator[Problem]:
    if hub.hub_database is None and hub.given_storages and hub.homes.default_database() is None:
        yield Problem(
            f"is required with {hub.homes.KEY}, whose volume is not suitable for databases; use {{storage_class: …, capacity: …}}, "
            "{url_secret: …} or in_memory",
            ("hub_database",),
        )


def _database_on_efs_has_a_file_system(hub: HubStorageProps) -> Iterator[Problem]:
    """A claim without a volume stays Pending, and so does the hub."""
    if hub.efs_config is None and hub.hub_database and hub.hub_database.efs:
        yield Problem("true requires efs_config, which this hub does not have; use storage_class instead", ("hub_database", "efs"))


def _database_volume_can_be_made(hub: HubStorageProps) -> Iterator[Problem]:
    for config in hub.given_storages:
        if problem := config.database_problem(hub.database):
            yield Problem(problem, ("hub_database",))


STORAGE_RULES = (_one_storage, _database_has_a_place, _database_on_efs_has_a_file_system, _database_volume_can_be_made)
