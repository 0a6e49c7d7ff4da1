"""One hub: namespace, homes, log-in, release, and where to find it."""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.storage.database_claim import database_claim
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.csi_driver import CsiDriver
from constructs_lib.constructs.exposure.hub_address import HubAddress
from constructs_lib.constructs.helm_release import HelmRelease
from constructs_lib.constructs.jupyterhub.namespace import HubNamespace
from constructs_lib.constructs.secrets.kubernetes_secret import KubernetesSecret
from constructs_lib.constructs.singleuser.owner import UserServers
from constructs_lib.constructs.storage.efs_homes import EfsHomes
from constructs_lib.constructs.storage.hub_storage_classes import HubStorageClasses
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.terraform.dependencies import Dependables


class JupyterHub(Construct):
    """A hub with everything it needs, in an order that holds for deploy and, reversed, for destroy.

    Args:
        cluster: where it runs.
        hub: its settings.
        unique_name: a name that no other hub on the cluster has.
        ebs_ready: the EBS CSI driver, where the stack has it.
        ebs_driver: that driver itself, for permissions on keys. None: the stack has none.
        efs_ready: the EFS CSI driver, where the homes are on EFS.
        storage_classes: storage classes that earlier hubs of the stack make, by name.
        supports_forget: whether the command line can leave a resource behind (Terraform 1.16, OpenTofu 1.12).
        balancer_ready: the load balancer controller.
        certificate_arn: certificate that the load balancer serves. None: plain HTTP.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: ExistingCluster,
        hub: JupyterHubAddOnProps,
        unique_name: str,
        ebs_ready: Dependables,
        ebs_driver: CsiDriver | None,
        efs_ready: Dependables,
        storage_classes: Mapping[str, Dependables],
        supports_forget: bool,
        balancer_ready: Dependables,
        certificate_arn: str | None = None,
    ) -> None:
        super().__init__(scope, id)

        # On destroy the users' claims and the load balancer go with the namespace, and only a running driver can release the
        # claims' volumes, only a running controller the load balancer.
        outlives = [*ebs_ready, *efs_ready, *balancer_ready]
        namespace = HubNamespace(self, "Namespace", name=hub.namespace, create=hub.create_namespace, depends_on=outlives)
        classes = HubStorageClasses(
            self, "StorageClasses", hub=hub, ebs_driver=ebs_driver, driver_ready=ebs_ready, made_before=storage_classes
        )
        home = (
            EfsHomes(
                self,
                "Home",
                cluster=cluster,
                config=hub.efs_config,
                unique_name=unique_name,
                namespace=namespace,
                driver_ready=efs_ready,
                database=hub.database,
                database_claim=database_claim(hub),
                supports_forget=supports_forget,
                as_root=hub.run_as_root,
            )
            if hub.efs_config
            else None
        )
        secrets = [
            KubernetesSecret(self, id_, secret=secret, namespace=namespace.name, depends_on=namespace.ready)
            for id_, secret in {"LoginSecret": hub.login_secret, "DatabaseSecret": hub.database_secret}.items()
            if secret
        ]
        storage = [*namespace.ready, *classes.ready, *(home.ready if home else ())]
        servers = UserServers(
            self,
            "UserServers",
            release=hub.release,
            namespace=namespace.name,
            depends_on=storage,
            end_with=home.claimed if home else (),
        )
        release = HelmRelease(
            Construct(self, "Release"),
            "Resource",
            name=hub.release,
            namespace=namespace.name,
            chart=hub.chart,
            version=hub.version,
            repository=hub.repository,
            values=hub_values(
                hub,
                certificate_arn=certificate_arn,
                database_class=home.database_class if home else "",
                servers_owner=servers.owner,
            ),
            create_namespace=False,
            timeout=hub.timeout,
            atomic=hub.atomic,
            wait=hub.wait,
            depends_on=[*servers.ready, *storage, *(resource for secret in secrets for resource in secret.ready), *outlives],
        )

        #: Its settings.
        self.hub = hub
        #: The storage classes that it makes, by name.
        self.storage_classes = classes.made
        #: Id of the homes' file system; None with EBS.
        self.file_system_id = home.file_system_id if home else None
        #: Addresses of what Terraform has to forget instead of deleting it.
        self.forgotten = home.forgotten if home else []
        #: Where users find it: a URL, or the command that makes one.
        self.url = HubAddress(self, "Address", hub=hub, namespace=namespace.name, release_ready=release.ready).url
        #: Wait for these before using the hub.
        self.ready: Dependables = release.ready
