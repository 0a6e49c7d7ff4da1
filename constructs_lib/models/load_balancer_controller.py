"""Settings for the AWS Load Balancer Controller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field, StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.identity import Identity
from constructs_lib.models.existing import existing_is_not_managed
from constructs_lib.models.helm import ChartRepository
from constructs_lib.models.kinds.images import ImageRegistry
from constructs_lib.models.kinds.text import FreeValues
from constructs_lib.models.kinds.validators import matching
from constructs_lib.models.secrets.plaintext import UnsafePaths

#: Name of the controller's service account in ``kube-system``, as in its documentation.
SERVICE_ACCOUNT = "aws-load-balancer-controller"

ControllerChartVersion = Annotated[
    str,
    matching(r"(1|3)\.[0-9]+\.[0-9]+", "is not a version of the chart; use a full version of 1.x or 3.x, for example 3.5.0"),
]


class AwsLoadBalancerControllerAddOnProps(AddOnProps):
    """Settings for the AWS Load Balancer Controller."""

    KEY: ClassVar[str] = "aws_load_balancer_controller"

    existing: StrictBool = False
    """true: the controller is already running on the cluster. It is neither managed nor verified; you assert that it is installed."""
    version: ControllerChartVersion = "3.5.0"
    """Exact version of the Helm chart aws-load-balancer-controller."""
    repository: ChartRepository = "https://aws.github.io/eks-charts"
    """URL of the chart repository; use your own mirror if the cluster has no internet access."""
    image_registry: ImageRegistry | None = None
    """Host and path of a mirror from which the controller's image is pulled, with the path eks/aws-load-balancer-controller. Default: the
    mirror of the first hub of the stack that has one, otherwise public.ecr.aws."""
    identity: Identity = Identity.POD_IDENTITY
    """pod_identity: a role through EKS Pod Identity. irsa: a role through the cluster's OpenID Connect provider, which must exist in IAM.
    node_role: no role is created; the nodes' role must have the controller's permissions."""
    values: FreeValues = Field(default_factory=dict)
    """Chart values, deep-merged over everything that this add-on computes; your values win."""
    unsafe_plain_text: UnsafePaths = ()
    """Key paths below which text that looks like a secret is intended, for example values.webhookTLS.key: a warning instead of an error."""


def _service_account_is_the_roles(props: AwsLoadBalancerControllerAddOnProps) -> Iterator[Problem]:
    """The role is bound to one service account: another one would have no permissions, and no load balancer would be created."""
    account = props.values.get("serviceAccount")
    name = account.get("name", SERVICE_ACCOUNT) if isinstance(account, Mapping) else SERVICE_ACCOUNT
    if props.identity is not Identity.NODE_ROLE and name != SERVICE_ACCOUNT:
        yield Problem(
            f"{name!r} is not the service account of the role ({SERVICE_ACCOUNT}); remove it, or set identity: node_role",
            ("values", "serviceAccount", "name"),
        )


def _listeners_are_tagged(props: AwsLoadBalancerControllerAddOnProps) -> Iterator[Problem]:
    """The role allows changes only to listeners that have the cluster's tag."""
    config = props.values.get("controllerConfig")
    gates = config.get("featureGates") if isinstance(config, Mapping) else None
    if props.identity is not Identity.NODE_ROLE and isinstance(gates, Mapping) and gates.get("ListenerRulesTagging") in (False, "false"):
        yield Problem(
            "false leaves listeners without the tag that allows the role to change them; remove it, or set identity: node_role",
            ("values", "controllerConfig", "featureGates", "ListenerRulesTagging"),
        )


AwsLoadBalancerControllerAddOnProps.RULES = (existing_is_not_managed, _service_account_is_the_roles, _listeners_are_tagged)
