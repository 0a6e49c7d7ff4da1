"""JupyterHub as an add-on."""

from __future__ import annotations

from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment
from constructs_lib.checks.lost_values import lost_hub_values
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps
from constructs_lib.models.naming import construct_id


class JupyterHubAddOn(JupyterHubAddOnProps, AddOn):
    """A hub; may occur more than once. JupyterHub is installed by its Helm chart, with homes on EBS, EFS or an existing claim.

    Raises:
        pydantic.ValidationError: a ValueError that lists every mistake in the settings.
    """

    RULES = (*JupyterHubAddOnProps.RULES, lost_hub_values)

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Create the namespace, the homes and the release. The construct's id is the namespace, so it is stable for each hub."""
        from constructs_lib.constructs.eks.csi_driver import CsiDriver  # noqa: PLC0415  # see contract.py
        from constructs_lib.constructs.jupyterhub.hub import JupyterHub  # noqa: PLC0415  # the same
        from constructs_lib.constructs.jupyterhub.outputs import hub_outputs, status_commands  # noqa: PLC0415  # the same

        certificate = self.certificate_resource_name
        driver = info.deployment(self.homes.driver_key) if self.homes.driver_key else Deployment()
        # The hub's database may be on EBS, wherever the homes are.
        needed = dict.fromkeys((EbsCsiDriverAddOnProps.KEY, self.homes.driver_key, AwsLoadBalancerControllerAddOnProps.KEY))
        hubs = [deployment.construct for _, deployment in info.deployed if isinstance(deployment.construct, JupyterHub)]
        hub = JupyterHub(
            info.stack,
            construct_id(self.namespace),
            cluster=info.cluster,
            hub=self,
            unique_name=info.unique_name(self.namespace),
            driver=driver.construct if isinstance(driver.construct, CsiDriver) else None,
            driver_ready=driver.ready,
            outlives=[resource for key in needed if key for resource in info.deployment(key).ready],
            storage_classes=info.storage_classes,
            other_databases=[other.homes.shared_database for other in hubs if other.homes.shared_database],
            supports_forget=info.cli.supports_forget,
            certificate_arn=info.certificate_arns[certificate] if certificate else None,
            verified=True,
        )
        return Deployment(
            ready=hub.ready,
            construct=hub,
            outputs=hub_outputs(self, cluster=info.cluster, url=hub.url, storage=hub.homes.outputs),
            storage_classes=hub.homes.storage_classes,
            removed=hub.removed,
            retained=hub.homes.retained,
            prerequisites=hub.prerequisites,
            namespace=self.namespace,
            status_commands=[command for _, command in status_commands(self.namespace).values()],
            url=hub.url,
        )
