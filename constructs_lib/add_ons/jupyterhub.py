"""JupyterHub as an add-on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_lib.add_ons.add_on import AddOn
from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.add_ons.load_balancer_controller import AwsLoadBalancerControllerAddOn
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

if TYPE_CHECKING:
    from constructs_lib.constructs.jupyter_hub import JupyterHub


class JupyterHubAddOn(JupyterHubAddOnProps, AddOn):
    """JupyterHub by its Helm chart, with homes on EBS or EFS.

    Raises:
        pydantic.ValidationError: a ValueError that lists every mistake in the settings.
    """

    def deploy(self, info: ClusterInfo) -> JupyterHub:
        """Make the namespace, the homes and the release. The construct's id is the namespace, so that hubs keep theirs."""
        from constructs_lib.constructs.csi_driver import CsiDriver  # noqa: PLC0415  # hub files know the add-ons, and must not load CDKTF
        from constructs_lib.constructs.jupyter_hub import JupyterHub  # noqa: PLC0415  # the same

        certificate = self.certificate_resource_name
        ebs = info.scheduled.get(EbsCsiDriverAddOn)
        return JupyterHub(
            info.stack,
            info.construct_id(self.namespace),
            cluster=info.cluster,
            hub=self,
            unique_name=info.unique_name(self.namespace),
            ebs_ready=info.ready(EbsCsiDriverAddOn),
            ebs_role=ebs.role_name if isinstance(ebs, CsiDriver) else None,
            efs_ready=info.ready(EfsCsiDriverAddOn) if self.efs_config else [],
            balancer_ready=info.ready(AwsLoadBalancerControllerAddOn),
            storage_classes=info.storage_classes,
            forgets_on_destroy=info.cli.forgets_on_destroy,
            certificate_arn=info.certificate_arns[certificate] if certificate else None,
        )
