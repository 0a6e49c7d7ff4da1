"""JupyterHub as an add-on."""

from __future__ import annotations

from constructs_lib.add_ons.add_on import AddOn
from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.add_ons.load_balancer_controller import AwsLoadBalancerControllerAddOn
from constructs_lib.constructs.eks.csi_driver import CsiDriver
from constructs_lib.constructs.jupyterhub.hub import JupyterHub
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


class JupyterHubAddOn(JupyterHubAddOnProps, AddOn):
    """JupyterHub by its Helm chart, with homes on EBS or EFS.

    Raises:
        pydantic.ValidationError: a ValueError that lists every mistake in the settings.
    """

    def deploy(self, info: ClusterInfo) -> JupyterHub:
        """Make the namespace, the homes and the release. The construct's id is the namespace, so that hubs keep theirs."""
        certificate = self.certificate_resource_name
        ebs = info.scheduled.get(EbsCsiDriverAddOn)
        return JupyterHub(
            info.stack,
            info.construct_id(self.namespace),
            cluster=info.cluster,
            hub=self,
            unique_name=info.unique_name(self.namespace),
            ebs_ready=info.ready(EbsCsiDriverAddOn),
            ebs_driver=ebs if isinstance(ebs, CsiDriver) else None,
            efs_ready=info.ready(EfsCsiDriverAddOn) if self.efs_config else [],
            balancer_ready=info.ready(AwsLoadBalancerControllerAddOn),
            storage_classes=info.storage_classes,
            supports_forget=info.cli.supports_forget,
            certificate_arn=info.certificate_arns[certificate] if certificate else None,
        )
