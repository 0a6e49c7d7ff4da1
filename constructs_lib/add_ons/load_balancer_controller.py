"""The AWS Load Balancer Controller as an add-on."""

from __future__ import annotations

from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment
from constructs_lib.checks.lost_values import lost_controller_values
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps


class AwsLoadBalancerControllerAddOn(AwsLoadBalancerControllerAddOnProps, AddOn):
    """The AWS Load Balancer Controller. It creates Network and Application Load Balancers."""

    RULES = (*AwsLoadBalancerControllerAddOnProps.RULES, lost_controller_values)

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Install the controller, or rely on the existing one."""
        from constructs_lib.constructs.load_balancer_controller.controller import LoadBalancerController  # noqa: PLC0415  # see contract.py

        controller = LoadBalancerController(info.stack, "AwsLoadBalancerController", cluster=info.cluster, props=self)
        return Deployment(ready=controller.ready, construct=controller)
