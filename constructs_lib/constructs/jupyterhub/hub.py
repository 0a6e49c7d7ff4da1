"""One hub: namespace, homes, login, release, and address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from constructs import Construct

from constructs_lib.chart_values.cluster_prerequisites import cluster_prerequisites
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.prerequisites import hub_prerequisites, namespace_prerequisite
from constructs_lib.chart_values.storage.database_claim import created_claims, database_claim
from constructs_lib.chart_values.storage.home_names import home_names
from constructs_lib.checks.promises import hub_problems
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.csi_driver import CsiDriver
from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.constructs.exposure.hub_address import HubAddress
from constructs_lib.constructs.helm_release import HelmRelease
from constructs_lib.constructs.jupyterhub.secrets import hub_secrets
from constructs_lib.constructs.jupyterhub.storage_classes import check_classes, ready_classes
from constructs_lib.constructs.singleuser.owner import UserServers
from constructs_lib.constructs.storage.backend import HomeStorage, HubSite, SharedDatabase
from constructs_lib.constructs.storage.home_memory import HomeMemory
from constructs_lib.constructs.storage.home_storages import home_storage
from constructs_lib.constructs.storage.remembered import WORD, remembered_storage
from constructs_lib.errors import RenderError
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.prerequisites import Prerequisite
from constructs_lib.rendered.own_pods import pods_beside_servers
from constructs_lib.terraform.change_guard import ChangeGuard
from constructs_lib.terraform.dependencies import Dependables

if TYPE_CHECKING:
    from constructs_lib.constructs.metrics.hub_metrics import HubMetrics
    from constructs_lib.constructs.singleuser.user_identity import UserIdentityAccount


class JupyterHub(Construct):
    """A hub with everything it needs, in an order that works for deploy and, reversed, for destroy.

    Args:
        cluster: cluster of the hub.
        hub: its settings.
        unique_name: a name that no other hub on the cluster has.
        driver: the CSI driver of the homes, if the stack has it. Default: the cluster already has it.
        driver_ready: what to wait for before that driver is used. Default: nothing.
        outlives: what the hub needs until it is removed: drivers, the load balancer controller. Default: nothing.
        storage_classes: storage classes that earlier hubs of the stack create, by name. Default: none.
        other_databases: databases of earlier hubs of the stack on file systems. Default: none.
        supports_forget: whether the command line can keep a resource on destroy (Terraform 1.16, OpenTofu 1.12). Default: it can't.
        certificate_arn: certificate that the load balancer serves. Default: none, plain HTTP.
        verified: the hub was checked with its blueprint. Default: it is checked here.

    Raises:
        RenderError: the hub would be internet-facing without a login or TLS, or its keys contradict each other.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: ExistingCluster,
        hub: JupyterHubAddOnProps,
        unique_name: str,
        driver: CsiDriver | None = None,
        driver_ready: Dependables = (),
        outlives: Dependables = (),
        storage_classes: Mapping[str, Dependables] | None = None,
        other_databases: Sequence[SharedDatabase] = (),
        supports_forget: bool = False,
        certificate_arn: str | None = None,
        verified: bool = False,
    ) -> None:
        super().__init__(scope, id)
        if problems := [] if verified else hub_problems(hub):
            raise RenderError("; ".join(map(str, problems)), scope=self)
        self._cluster, self._hub, self._outlives, self._certificate_arn = cluster, hub, outlives, certificate_arn

        # On destroy, users' claims and the load balancer are removed with the namespace. Only running drivers and controllers can release them.
        self._namespace = HubNamespace(
            self, "Namespace", name=hub.namespace, create=hub.create_namespace, labels=hub.admission.labels, depends_on=outlives
        )
        site = self._site(unique_name, driver, driver_ready, other_databases, supports_forget=supports_forget)
        #: The storage of the homes.
        self.homes: HomeStorage = self._storage(site, storage_classes or {})
        self._identities = self._accounts()
        release = self._release()
        self._metrics = self._measured(release)

        #: Where users find it: a URL, or an expression for it.
        self.url = HubAddress(self, "Address", hub=hub, namespace=self._namespace.name, release_ready=release.ready).url
        #: Addresses that Terraform has to forget.
        self.removed = [*self._namespace.removed, *self.homes.removed]
        #: Wait for these before using the hub.
        self.ready: Dependables = release.ready

    @property
    def prerequisites(self) -> list[Prerequisite]:
        """What must be provided outside the stack."""
        hub = self._hub
        needed = hub_prerequisites(
            self._values,
            namespace=hub.namespace,
            secrets=hub.secrets,
            made={*self._classes, self.homes.database_class},
            claims=created_claims(hub),
        )
        return [
            *needed,
            *namespace_prerequisite(hub),
            *self.homes.prerequisites,
            *cluster_prerequisites(hub),
            *(item for identity in self._identities for item in identity.prerequisites),
            *(self._metrics.prerequisites if self._metrics else ()),
        ]

    def _site(
        self,
        unique_name: str,
        driver: CsiDriver | None,
        driver_ready: Dependables,
        other_databases: Sequence[SharedDatabase],
        *,
        supports_forget: bool,
    ) -> HubSite:
        """Return what the storage needs to know about the hub."""
        hub = self._hub
        return HubSite(
            cluster=self._cluster,
            namespace=self._namespace,
            unique_name=unique_name,
            database=hub.database,
            database_claim=database_claim(hub),
            driver=driver,
            driver_ready=driver_ready,
            runs_as_root=hub.run_as_root,
            other_databases=other_databases,
            supports_forget=supports_forget,
        )

    def _storage(self, site: HubSite, known: Mapping[str, Dependables]) -> HomeStorage:
        """Create the storage of the homes, and guard against changes that would replace it; ``known`` are earlier hubs' storage classes."""
        homes = home_storage(self, config=self._hub.homes, site=site)
        #: The storage classes that the stack creates, by name, with what to wait for.
        self._classes = {**known, **homes.storage_classes}
        check_classes(self, self._hub, homes=homes, made=self._classes)
        settings = remembered_storage(self._hub, homes)
        ChangeGuard(self, "Remembered", settings=settings, word=WORD, allowed=self._hub.allow_storage_changes)
        return homes

    def _accounts(self) -> list[UserIdentityAccount]:
        """Create the service accounts of users' servers; a profile's has its slug in its id."""
        if not self._hub.user_identities:
            return []
        from constructs_lib.constructs.singleuser.user_identity import UserIdentityAccount

        named = {f"UserIdentity-{identity.slug}" if identity.slug else "UserIdentity": identity for identity in self._hub.user_identities}
        return [
            UserIdentityAccount(self, id_, cluster=self._cluster, identity=identity, namespace=self._namespace)
            for id_, identity in named.items()
        ]

    def _measured(self, release: HelmRelease) -> HubMetrics | None:
        """Give access to the hub's metrics, if the hub sets it."""
        hub = self._hub
        if hub.metrics is None:
            return None
        from constructs_lib.constructs.metrics.hub_metrics import HubMetrics

        return HubMetrics(
            self,
            "Metrics",
            metrics=hub.metrics,
            namespace=self._namespace,
            release=hub.release,
            hub_values=self._values,
            hub_ready=release.ready,
        )

    def _limits(self) -> Dependables:
        """Limit the namespace before it has any pods."""
        hub = self._hub
        bounds = hub.quota.hard(own_pods=pods_beside_servers(self._values, servers=hub.quota.servers or 0))
        if not bounds and not hub.default_request:
            return []
        from constructs_lib.constructs.eks.namespace_limits import NamespaceLimits

        namespace = self._namespace
        return NamespaceLimits(
            self,
            "Limits",
            name=hub.release,
            namespace=namespace.name,
            hard=bounds,
            default_request=hub.default_request,
            depends_on=namespace.ready,
        ).ready

    def _release(self) -> HelmRelease:
        """Install the chart, after the storage, the service accounts of users' servers, and the secrets."""
        hub, namespace = self._hub, self._namespace
        accounts = [resource for identity in self._identities for resource in identity.ready]
        storage = [*namespace.ready, *ready_classes(hub, made=self._classes), *self.homes.ready, *accounts]
        servers = UserServers(
            self,
            "UserServers",
            release=hub.release,
            namespace=namespace.name,
            claims=hub.homes.claims,
            depends_on=storage,
            end_with=self.homes.replaced_with,
        )
        self._values = hub_values(
            hub, certificate_arn=self._certificate_arn, database_class=self.homes.database_class, servers_owner=servers.owner
        )
        names = home_names(self._values, hub.chart_version, own_values=hub.values)
        memory = HomeMemory(self, "HomeNames", names=names, known_since_first=servers.homes_known_since_first) if names else None
        waits = [
            *servers.ready, *self._limits(), *storage, *hub_secrets(self, hub, namespace=namespace), *self._outlives,
        ]  # fmt: skip
        return HelmRelease(
            Construct(self, "Release"),
            "Resource",
            name=hub.release,
            namespace=namespace.name,
            chart=hub.chart,
            version=hub.version,
            repository=hub.repository,
            values=self._values,
            create_namespace=False,
            timeout=hub.timeout,
            atomic=hub.atomic,
            wait=hub.wait,
            depends_on=waits,
            preconditions=memory.preconditions if memory else (),
        )
