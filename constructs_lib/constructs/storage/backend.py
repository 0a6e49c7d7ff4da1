"""The interface between a hub and the storage of its users' homes: input and results of each storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from constructs import Construct

from constructs_lib.chart_values.storage.database_claim import DatabaseClaim
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.csi_driver import CsiDriver
from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.models.output import Output
from constructs_lib.models.prerequisites import Prerequisite
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from constructs_lib.terraform.change_guard import Remembered
from constructs_lib.terraform.dependencies import Dependables


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDatabase:
    """A hub's database on a file system that another hub could also use.

    Args:
        file_system_id: id of the file system; a reference if the stack creates it.
        made: whether the stack creates it.
        path: directory of the database.
        namespace: the hub's namespace, for messages.
    """

    file_system_id: str
    made: bool
    path: str
    namespace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSite:
    """Attributes of the hub that its storage needs.

    Args:
        cluster: the cluster; its nodes mount the homes.
        namespace: the hub's namespace.
        unique_name: a name that no other hub on the cluster has; cluster-wide names are derived from it.
        database: location of the hub's database.
        database_claim: the chart's claim on a volume for the database, with Helm's metadata.
        driver: the CSI driver, if the stack has it. Default: the cluster already has it.
        driver_ready: what to wait for before the driver is used. Default: nothing.
        runs_as_root: users' servers run as root, so their files are root's. Default: they run as the homes' owner.
        other_databases: the databases of earlier hubs of the stack on file systems. Default: none.
        supports_forget: whether the command line can keep a resource on destroy (Terraform 1.16, OpenTofu 1.12). Default: it can't.
    """

    cluster: ExistingCluster
    namespace: HubNamespace
    unique_name: str
    database: HubDatabaseConfig
    database_claim: DatabaseClaim
    driver: CsiDriver | None = None
    driver_ready: Dependables = ()
    runs_as_root: bool = False
    other_databases: Sequence[SharedDatabase] = ()
    supports_forget: bool = False


class HomeStorage(Construct):
    """What a hub needs from the storage of its users' homes. A storage overrides what it provides.

    Each storage is constructed with `config`, the settings of the storage, and `site`, the hub.
    """

    #: Wait for these before a server mounts a home. On destroy, the claims among them wait for the servers to stop.
    ready: Dependables = ()
    #: The storage classes that are created here, by name, each with what to wait for before claiming a volume. The hub waits for
    #: the classes of its claims, whoever creates them, so they aren't in ``ready``.
    storage_classes: Mapping[str, Dependables] = MappingProxyType({})
    #: Storage class only for a volume of the hub's database; empty if none is created here.
    database_class: str = ""
    #: The hub's database on a file system; None if it is elsewhere.
    shared_database: SharedDatabase | None = None
    #: Attributes (references) that change when the homes are replaced, so that servers have to stop.
    replaced_with: Sequence[str] = ()
    #: Settings of the storage that the state remembers, because a change would disconnect users from their homes; ids are a contract.
    remembered: Mapping[str, Remembered] = MappingProxyType({})
    #: Outputs of the stack, by the suffix of their names.
    outputs: Mapping[str, Output] = MappingProxyType({})
    #: Addresses that Terraform has to forget without deleting the resources.
    removed: Sequence[str] = ()
    #: Addresses that outlive a destroy of the stack.
    retained: Sequence[str] = ()
    #: What must be provided outside the stack.
    prerequisites: Sequence[Prerequisite] = ()

    def check_classes(self, hub: Construct, names: Iterable[str]) -> None:
        """Check storage classes of the cluster that the hub uses, when Terraform plans. Default: nothing is required of them.

        Args:
            hub: the scope of the checks; their ids are a contract.
            names: names of the classes.
        """
