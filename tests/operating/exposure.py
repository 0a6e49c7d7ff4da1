"""Sections about addresses, and what responds there."""

from __future__ import annotations

import socket

from tests.jupyterhub_on_eks.cloud.answers import item
from tests.jupyterhub_on_eks.doctor.test_network import PRIVATE, subnet
from tests.jupyterhub_on_eks.status.servers import UP
from tests.operating.desk import PUBLISHED, Desk, fail


def no_controller(desk: Desk) -> str:
    """The cluster has no Deployment of it."""
    return desk.status(**PUBLISHED)


def no_pod_of_the_controller(desk: Desk) -> str:
    """The Deployment exists."""
    there = item("Deployment", "aws-load-balancer-controller", "kube-system", status={"readyReplicas": 0})
    return desk.status(there, **PUBLISHED)


def untagged_subnets(desk: Desk) -> str:
    """Only those of internal load balancers have a tag."""
    there = [subnet("subnet-a", PRIVATE), subnet("subnet-b", PRIVATE)]
    return desk.doctor(aws={"ec2.describe_subnets": {"Subnets": there}}, **PUBLISHED)


def no_load_balancer(desk: Desk) -> str:
    """The controller has recorded nothing."""
    return desk.status(service_type="nlb", load_balancer_scheme="internal")


def bad_gateway(desk: Desk) -> str:
    """As an ALB responds itself: without JupyterHub's header."""
    return desk.status_of_web({"/hub/health": (502, {}, "")})


def out_of_reach(desk: Desk) -> str:
    """Packets to an internal hub are lost."""
    desk.lead_to(fail(TimeoutError("timed out")))
    return desk.status(**PUBLISHED, load_balancer_scheme="internal")


def unknown_name(desk: Desk) -> str:
    """The resolver's answer."""
    desk.lead_to(fail(socket.gaierror(socket.EAI_NONAME, "Name or service not known")))
    return desk.status(**PUBLISHED)


def own_certificate(desk: Desk) -> str:
    """A real handshake."""
    return desk.status_of_web(UP)


CASES = {
    "No address, or 502 and 503": (
        *(no_controller, no_pod_of_the_controller, untagged_subnets, no_load_balancer),
        *(bad_gateway, out_of_reach, unknown_name, own_certificate),
    ),
}
