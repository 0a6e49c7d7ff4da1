"""The AWS Load Balancer Controller as an add-on."""

from __future__ import annotations

from constructs_lib.add_ons.add_on import AddOn
from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.constructs.load_balancer_controller.controller import LoadBalancerController
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps


class AwsLoadBalancerControllerAddOn(AwsLoadBalancerControllerAddOnProps, AddOn):
    """The controller that makes Network and Application Load Balancers."""

    def deploy(self, info: ClusterInfo) -> LoadBalancerController:
        """Install the controller, or take the one that is there."""
        return LoadBalancerController(info.stack, "AwsLoadBalancerController", cluster=info.cluster, props=self)
