"""The AWS Load Balancer Controller, which makes load balancers for services and Ingresses."""

from __future__ import annotations

from constructs import Construct

from constructs_lib.constructs.dependencies import Dependables


class LoadBalancerController(Construct):
    """A controller that runs on the cluster already: nothing is managed, and there is nothing to wait for."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)

        #: Wait for these before asking for a load balancer.
        self.ready: Dependables = []
