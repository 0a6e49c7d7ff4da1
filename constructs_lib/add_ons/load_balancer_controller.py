"""The AWS Load Balancer Controller as an add-on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_lib.add_ons.add_on import AddOn
from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps

if TYPE_CHECKING:
    from constructs_lib.constructs.load_balancer_controller import LoadBalancerController


class AwsLoadBalancerControllerAddOn(AwsLoadBalancerControllerAddOnProps, AddOn):
    """The controller that makes Network and Application Load Balancers."""

    def deploy(self, info: ClusterInfo) -> LoadBalancerController:
        """Install the controller, or take the one that is there."""
        from constructs_lib.constructs.load_balancer_controller import LoadBalancerController  # noqa: PLC0415  # hub files know the add-ons, and must not load CDKTF

        return LoadBalancerController(info.stack, "AwsLoadBalancerController", cluster=info.cluster, props=self)
