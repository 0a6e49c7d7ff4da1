"""Values of the chart of the AWS Load Balancer Controller."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.user_values import with_user_values
from constructs_lib.models.load_balancer_controller import SERVICE_ACCOUNT, AwsLoadBalancerControllerAddOnProps


def load_balancer_controller_values(
    props: AwsLoadBalancerControllerAddOnProps, *, cluster_name: str, region: str, vpc_id: str, role_arn: str | None = None
) -> dict[str, Any]:
    """Compute all values of the chart; the user's ``values`` are merged over them last.

    Args:
        props: the controller's settings.
        cluster_name: the cluster whose load balancers it manages.
        region: AWS Region of the cluster.
        vpc_id: id of the cluster's VPC.
        role_arn: role that the service account names by annotation (IRSA). Default: it names none.
    """
    computed = computed_controller_values(cluster_name=cluster_name, region=region, vpc_id=vpc_id, role_arn=role_arn)
    return with_user_values(computed, props.values)


def computed_controller_values(*, cluster_name: str, region: str, vpc_id: str, role_arn: str | None) -> dict[str, Any]:
    """Compute the values of the chart without the user's ``values``; arguments as for `load_balancer_controller_values`.

    Source: chart ``aws-load-balancer-controller`` of aws/eks-charts, ``values.yaml``.
    """
    account: dict[str, Any] = {"create": True, "name": SERVICE_ACCOUNT}
    if role_arn:
        account["annotations"] = {"eks.amazonaws.com/role-arn": role_arn}
    return {
        "clusterName": cluster_name,
        # Given, since pods can't ask the instance metadata service where its hop limit is 1.
        "region": region,
        "vpcId": vpc_id,
        "replicaCount": 2,
        "serviceAccount": account,
        # A new certificate at each upgrade would make the webhook fail until both pods have it.
        "keepTLSSecret": True,
        # This webhook blocks every new service on the cluster while the controller is away. Hubs don't need it: their service
        # names its controller itself.
        "enableServiceMutatorWebhook": False,
    }
