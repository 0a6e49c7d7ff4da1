"""Values of the chart of the AWS Load Balancer Controller."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.chart_values.user_values import with_user_values
from constructs_lib.models.kinds.images import mirrored
from constructs_lib.models.load_balancer_controller import SERVICE_ACCOUNT, AwsLoadBalancerControllerAddOnProps

_IMAGE = "public.ecr.aws/eks/aws-load-balancer-controller"


def load_balancer_controller_values(
    props: AwsLoadBalancerControllerAddOnProps,
    *,
    cluster_name: str,
    region: str,
    vpc_id: str,
    role_arn: str | None = None,
    tags: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return all values of the chart, with the user's ``values`` merged over them last.

    Args:
        props: the controller's settings.
        cluster_name: name of the cluster.
        region: AWS Region of the cluster.
        vpc_id: id of the cluster's VPC.
        role_arn: role in the annotation of the service account (IRSA). Default: no annotation.
        tags: tags on every AWS resource that the controller creates. Default: none.
    """
    computed = computed_controller_values(
        cluster_name=cluster_name, region=region, vpc_id=vpc_id, role_arn=role_arn, tags=tags, image_registry=props.image_registry
    )
    return with_user_values(computed, props.values)


def computed_controller_values(
    *,
    cluster_name: str,
    region: str,
    vpc_id: str,
    role_arn: str | None,
    tags: Mapping[str, str] | None = None,
    image_registry: str | None = None,
) -> dict[str, Any]:
    """Return the values of the chart without the user's ``values``; arguments as for `load_balancer_controller_values`.

    Source: chart ``aws-load-balancer-controller`` of aws/eks-charts, ``values.yaml``.
    """
    account: dict[str, Any] = {"create": True, "name": SERVICE_ACCOUNT}
    if role_arn:
        account["annotations"] = {"eks.amazonaws.com/role-arn": role_arn}
    return {
        "clusterName": cluster_name,
        # Set explicitly, because pods can't reach the instance metadata service if its hop limit is 1.
        "region": region,
        "vpcId": vpc_id,
        "replicaCount": 2,
        "serviceAccount": account,
        # A new certificate at each upgrade would make the webhook fail until both pods have it.
        "keepTLSSecret": True,
        # This webhook blocks every new Service on the cluster while the controller is down. Hubs don't need it: their Service
        # sets its controller itself.
        "enableServiceMutatorWebhook": False,
        **({"image": {"repository": mirrored(_IMAGE, image_registry)}} if image_registry else {}),
        **({"defaultTags": dict(tags)} if tags else {}),
    }
