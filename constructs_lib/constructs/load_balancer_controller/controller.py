"""The AWS Load Balancer Controller, which creates load balancers for Services and Ingresses."""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from constructs import Construct

from constructs_lib.chart_values.load_balancer_controller import load_balancer_controller_values
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.service_account_role import ServiceAccountRole
from constructs_lib.constructs.helm_release import HelmRelease
from constructs_lib.constructs.load_balancer_controller.policy import ControllerPolicy
from constructs_lib.models.eks.identity import Identity, ServiceAccount
from constructs_lib.models.load_balancer_controller import SERVICE_ACCOUNT, AwsLoadBalancerControllerAddOnProps
from constructs_lib.terraform.dependencies import Dependables

_NAME = "aws-load-balancer-controller"
_SERVICE_ACCOUNT = ServiceAccount("kube-system", SERVICE_ACCOUNT)
#: Seconds for Helm; two small pods and their image.
_TIMEOUT = 600


class LoadBalancerController(Construct):
    """The controller with its role, or nothing if the cluster already runs one.

    Its release is complete when both pods are ready, which requires a working webhook: an earlier Ingress
    would be rejected. On destroy the role outlives the release, and the release outlives everything that waits for ``ready``, because
    only the controller removes a load balancer.

    Args:
        cluster: cluster of the controller.
        props: version, identity, values, and whether it is managed at all.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: ExistingCluster, props: AwsLoadBalancerControllerAddOnProps) -> None:
        super().__init__(scope, id)
        self._cluster = cluster

        #: Wait for these before asking for a load balancer.
        self.ready: Dependables = []
        if props.existing:
            return

        role = self._role(props.identity)
        self.ready = HelmRelease(
            self,
            "Resource",
            name=_NAME,
            namespace=_SERVICE_ACCOUNT.namespace,
            chart=_NAME,
            version=props.version,
            repository=props.repository,
            values=load_balancer_controller_values(
                props,
                cluster_name=cluster.name,
                region=cluster.region,
                vpc_id=cluster.vpc_id,
                role_arn=role.arn if role and props.identity is Identity.IRSA else None,
                tags=cluster.tags,
            ),
            timeout=_TIMEOUT,
            depends_on=role.associate() if role else (),
        ).ready

    def _role(self, identity: Identity) -> ServiceAccountRole | None:
        if identity is Identity.NODE_ROLE:
            return None
        policy = ControllerPolicy(
            partition=DataAwsPartition(self, "Partition").partition,
            region=self._cluster.region,
            vpc_id=self._cluster.vpc_id,
            cluster_name=self._cluster.name,
        )
        return ServiceAccountRole(
            self,
            "Role",
            cluster=self._cluster,
            identity=identity,
            service_account=_SERVICE_ACCOUNT,
            purpose="alb-controller",
            policy=policy.document(),
        )
