"""The AWS Load Balancer Controller, which makes load balancers for services and Ingresses."""

from __future__ import annotations

import json
from typing import Any

from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_helm.release import Release
from constructs import Construct

from constructs_lib.chart_values.merge import merged
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.service_account_role import ServiceAccount, ServiceAccountRole
from constructs_lib.constructs.load_balancer_controller.policy import ControllerPolicy
from constructs_lib.models.eks.identity import Identity
from constructs_lib.models.load_balancer_controller import SERVICE_ACCOUNT, AwsLoadBalancerControllerAddOnProps
from constructs_lib.terraform.dependencies import Dependables, waits_for

_NAME = "aws-load-balancer-controller"
_SERVICE_ACCOUNT = ServiceAccount("kube-system", SERVICE_ACCOUNT)
#: Seconds for Helm; two small pods and their image.
_TIMEOUT = 600
_MAX_HISTORY = 10


class LoadBalancerController(Construct):
    """The controller with the role that it needs, or nothing where one runs on the cluster already.

    Its release is installed when both pods are ready, which they are once their webhook answers: an Ingress that came earlier
    would be refused. On destroy the role outlives the release, and the release whatever waits for ``ready``, since only the
    controller takes a load balancer down again.

    Args:
        cluster: where it runs.
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
        values = merged(self._values(role if props.identity is Identity.IRSA else None), props.values)
        release = Release(
            self,
            "Resource",
            name=_NAME,
            namespace=_SERVICE_ACCOUNT.namespace,
            chart=_NAME,
            version=props.version,
            repository=props.repository,
            values=[json.dumps(values, sort_keys=True, ensure_ascii=False)],
            timeout=_TIMEOUT,
            atomic=True,
            cleanup_on_fail=True,
            wait=True,
            max_history=_MAX_HISTORY,
            depends_on=waits_for(role.associate() if role else ()),
        )
        self.ready = [release]

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

    def _values(self, annotated: ServiceAccountRole | None) -> dict[str, Any]:
        """Source: chart ``aws-load-balancer-controller`` of aws/eks-charts, ``values.yaml``."""
        account: dict[str, Any] = {"create": True, "name": _SERVICE_ACCOUNT.name}
        if annotated:
            account["annotations"] = {"eks.amazonaws.com/role-arn": annotated.arn}
        return {
            "clusterName": self._cluster.name,
            # Said, since pods can't ask the instance metadata service where its hop limit is 1.
            "region": self._cluster.region,
            "vpcId": self._cluster.vpc_id,
            "replicaCount": 2,
            "serviceAccount": account,
            # A new certificate at each upgrade would make the webhook fail until both pods have it.
            "keepTLSSecret": True,
            # This webhook stands in the way of every new service on the cluster while the controller is away. Hubs don't need it:
            # their service names its controller itself.
            "enableServiceMutatorWebhook": False,
        }
