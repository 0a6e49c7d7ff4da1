"""Settings of the AWS Load Balancer Controller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field, StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.identity import Identity
from constructs_lib.models.existing import existing_is_not_managed
from constructs_lib.models.helm import ChartRepository
from constructs_lib.models.kinds.text import FreeValues
from constructs_lib.models.kinds.validators import matching
from constructs_lib.models.secrets.plaintext import UnsafePaths

#: Name of the controller's service account, in ``kube-system``, as its documentation has it.
SERVICE_ACCOUNT = "aws-load-balancer-controller"

ControllerChartVersion = Annotated[
    str,
    matching(r"(1|3)\.[0-9]+\.[0-9]+", "is not a version of the chart; write one of 1.x or 3.x in full, for example 3.5.0"),
]


class AwsLoadBalancerControllerAddOnProps(AddOnProps):
    """Settings of the AWS Load Balancer Controller."""

    KEY: ClassVar[str] = "aws_load_balancer_controller"

    existing: StrictBool = False
    """true: the controller runs on the cluster already. Nothing is looked up and nothing is managed: it is the user's word."""
    version: ControllerChartVersion = "3.5.0"
    """Exact version of the Helm chart aws-load-balancer-controller."""
    repository: ChartRepository = "https://aws.github.io/eks-charts"
    """URL of the chart repository; a mirror of one's own where the cluster has no internet."""
    identity: Identity = Identity.POD_IDENTITY
    """pod_identity: a role by EKS Pod Identity. irsa: a role by the cluster's OpenID Connect provider, which has to exist in IAM.
    node_role: none is made, and the nodes' role has to allow what the controller does."""
    values: FreeValues = Field(default_factory=dict)
    """Chart values, merged deeply over everything that this add-on computes; the user's win."""
    unsafe_plain_text: UnsafePaths = ()
    """Key paths below which text that looks like a secret is meant, for example values.webhookTLS.key: a warning instead of an error."""


def _service_account_is_the_roles(props: AwsLoadBalancerControllerAddOnProps) -> Iterator[Problem]:
    """The role is for one name: another service account would start without rights, and no load balancer would come."""
    account = props.values.get("serviceAccount")
    name = account.get("name", SERVICE_ACCOUNT) if isinstance(account, Mapping) else SERVICE_ACCOUNT
    if props.identity is not Identity.NODE_ROLE and name != SERVICE_ACCOUNT:
        yield Problem(
            f"{name!r} isn't the service account that the role is for ({SERVICE_ACCOUNT}); take it out, or write identity: node_role",
            ("values", "serviceAccount", "name"),
        )


AwsLoadBalancerControllerAddOnProps.RULES = (existing_is_not_managed, _service_account_is_the_roles)
