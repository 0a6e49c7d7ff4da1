"""The seam between a hub and the storage of its users' homes: what each storage is given, and what it publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Where a hub keeps its database on a file system that another hub could use too.

    Args:
        file_system_id: id of the file system, a reference where the stack makes it.
        made: whether the stack makes it.
        path: directory of the database.
        namespace: the hub's namespace, for messages.
    """

    file_system_id: str
    made: bool
    path: str
    namespace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSite:
    """What a storage needs to know of the hub that it is for.

    Args:
        cluster: whose nodes mount the homes.
        namespace: the hub's namespace.
        unique_name: a name that no other hub on the cluster has; cluster-wide names derive from it.
        database: where the hub keeps its database.
        database_claim: what the chart calls its claim on a volume for the database, and how Helm knows it.
        driver: the CSI driver, where the stack has it. Default: the cluster has it already.
        driver_ready: what to wait for before the driver is used. Default: nothing.
        runs_as_root: users' servers run as root, so their files are root's. Default: they run as the homes' owner.
        other_databases: the databases of earlier hubs of the stack on file systems. Default: there are none.
        supports_forget: whether the command line can leave a resource behind (Terraform 1.16, OpenTofu 1.12). Default: it can't.
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
    """What a hub asks of the storage of its users' homes. A storage overrides what it has.

    Each storage is constructed with `config`, the settings of the storage, and `site`, the hub.
    """

    #: Wait for these before a server mounts a home. On destroy, the claims among them wait for the servers to end.
    ready: Dependables = ()
    #: The storage classes that are made here, by name, each with what to wait for before a volume is asked for. The hub waits for
    #: the classes of its claims, whoever makes them, so they aren't in ``ready``.
    storage_classes: Mapping[str, Dependables] = MappingProxyType({})
    #: Storage class that only a volume for the hub's database has; empty where none is made here.
    database_class: str = ""
    #: Where the hub's database lies on a file system; None elsewhere.
    shared_database: SharedDatabase | None = None
    #: Attributes (references) with whose change the homes become others, so that servers have to end.
    replaced_with: Sequence[str] = ()
    #: Settings of the storage that the state remembers, since a change would part users from their homes; ids are a contract.
    remembered: Mapping[str, Remembered] = MappingProxyType({})
    #: Outputs of the stack, by the end of their names.
    outputs: Mapping[str, Output] = MappingProxyType({})
    #: Addresses that Terraform has to forget without deleting what they stand for.
    removed: Sequence[str] = ()
    #: Addresses that outlive a destroy of the stack.
    retained: Sequence[str] = ()
    #: What someone else has to provide.
    prerequisites: Sequence[Prerequisite] = ()
