"""The interface of each storage for users' home directories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from constructs_lib.models.base import Model
from constructs_lib.models.storage.hub_database import HubDatabaseConfig

#: User and group of the Docker Stacks images. Source: docker-stacks, ``NB_UID`` and ``NB_GID``.
NOTEBOOK_UID, NOTEBOOK_GID = 1000, 100


@dataclass(frozen=True, slots=True)
class ClaimTemplate:
    """The claim that the hub creates for each user.

    Args:
        storage_class: name of the storage class.
        capacity: Kubernetes quantity.
    """

    storage_class: str
    capacity: str


@dataclass(frozen=True, slots=True)
class SharedMount:
    """A claim that all users' servers mount in addition to the homes.

    Args:
        name: name of the volume in the pod.
        claim: name of the claim.
        mount_path: mount path in the server.
        read_only: whether it is mounted read-only.
    """

    name: str
    claim: str
    mount_path: str
    read_only: bool


class HomeStorageConfig(Model):
    """Settings for one kind of storage for users' homes.

    Either all homes are directories of one claim (``shared_claim``), or each user has a claim (``claim_template``).
    """

    #: Its key in the hub's settings.
    KEY: ClassVar[str]

    @property
    def driver_key(self) -> str | None:
        """Key of the add-on with the CSI driver that mounts the homes. Default: none; the cluster can already mount them."""
        return None

    @property
    def shared_claim(self) -> str | None:
        """Name of the claim that holds all homes. Default: none; each user has a claim."""
        return None

    @property
    def claim_template(self) -> ClaimTemplate | None:
        """The claim of each user. Default: none; all homes are on one claim."""
        return None

    @property
    def shared_mounts(self) -> Sequence[SharedMount]:
        """Additional claims that every server mounts. Default: none."""
        return ()

    @property
    def claims(self) -> Sequence[str]:
        """Names of all claims that every server mounts."""
        return [*([self.shared_claim] if self.shared_claim else ()), *(mount.claim for mount in self.shared_mounts)]

    @property
    def made_claims(self) -> Sequence[str]:
        """Names of the claims that the stack creates. Default: all that every server mounts."""
        return self.claims

    @property
    def posix_user(self) -> tuple[int, int] | None:
        """User id and group id that own the homes and run the servers. Default: the chart's."""
        return None

    @property
    def owner_key(self) -> str | None:
        """Key below this one with the owner of all files, whoever writes them. Default: none; the user who runs the servers owns them."""
        return None

    def default_database(self) -> HubDatabaseConfig | None:
        """Return the default location of the hub's database. Default: none; ``hub_database`` is required."""
        return None

    def fitting(self, database: HubDatabaseConfig) -> HubDatabaseConfig:
        """Return the database with a capacity that its volume supports. Default: unchanged."""
        return database

    def database_problem(self, database: HubDatabaseConfig) -> str | None:
        """Return why the volume of the database can't be created. Default: no known problem."""
        del database
        return None

    def warnings(self) -> Iterator[str]:
        """Yield warnings about settings without effect. Default: none."""
        yield from ()
