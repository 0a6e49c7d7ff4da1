"""Settings of the AWS Load Balancer Controller."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constructs_lib.errors import Problem
from constructs_lib.models.add_on import AddOnProps


class AwsLoadBalancerControllerAddOnProps(AddOnProps):
    """Settings of the AWS Load Balancer Controller."""

    KEY: ClassVar[str] = "aws_load_balancer_controller"
    CLASS_NAME: ClassVar[str] = "AwsLoadBalancerControllerAddOn"

    existing: bool = False
    """true: the controller runs on the cluster already. Nothing is looked up and nothing is managed: it is the user's word."""


def _only_existing(props: AwsLoadBalancerControllerAddOnProps) -> Iterator[Problem]:
    if not props.existing:
        yield Problem("installing the controller is not supported yet; install it yourself and write existing: true", ("existing",))


AwsLoadBalancerControllerAddOnProps.RULES = (_only_existing,)
