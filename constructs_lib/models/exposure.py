"""How a hub is reached from outside the cluster."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator


class JupyterHubServiceType(StrEnum):
    """How the hub's proxy is exposed, in EKS Blueprints' words."""

    #: AWS Application Load Balancer by an Ingress.
    ALB = "alb"
    #: AWS Network Load Balancer by a LoadBalancer service.
    NLB = "nlb"
    #: Inside the cluster only; reach it by ``kubectl port-forward``.
    CLUSTERIP = "cluster_ip"


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


#: A service type in any case.
AnyCaseServiceType = Annotated[JupyterHubServiceType, BeforeValidator(_lower)]
