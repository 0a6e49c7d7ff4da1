"""Exposure against the double, where no example shows it: the record of the load balancer, a controller with IRSA."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.conftest import ROOT, Synth, hub_file
from tests.terraform import Stack

pytestmark = [pytest.mark.aws, pytest.mark.slow]

_KNOWN = '"k8s-hub-0123456789.elb.us-west-2.amazonaws.com"'
#: What the lookup returns once the load balancer is deleted.
_GONE = "tolist([])[0].hostname"


def _example(name: str, hostname: str) -> dict[str, Any]:
    """Return an example in which an expression replaces what Kubernetes reports of the load balancer."""
    document: dict[str, Any] = json.loads((ROOT / "tests" / "snapshots" / name / "cdk.tf.json").read_text(encoding="utf-8"))
    for record in document["resource"]["aws_route53_record"].values():
        if alias := record.get("alias"):
            alias["name"], found = re.subn(r"data\.kubernetes_\w+\.\w+\.status\S+\.hostname", hostname, alias["name"])
            assert 1 == found
    return document


@pytest.mark.parametrize(("name", "host"), [("exposure-controller", "platform.example.org"), ("exposure-dns", "hub.example.org")])
def test_name_and_certificate_are_created_and_destroyed(
    name: str, host: str, stack: Callable[[dict[str, Any]], Stack], double: Double
) -> None:
    """The alias, the certificate and its validation are made and don't change; they are destroyed even without the load balancer."""
    copy = stack(_example(name, _KNOWN))
    before = double.state()["resources"]

    copy.apply()

    made = set(double.state()["resources"]) - set(before)
    assert f"record A {host}." in made
    assert {"certificate", "record CNAME"} <= {" ".join(item.split()[: 2 if item.startswith("record") else 1]) for item in made}
    assert "" == copy.plan()

    copy.replace_with(aws_half(_example(name, _GONE)))
    copy.destroy()

    assert before == double.state()["resources"]


def test_controller_with_irsa_has_its_role(synth: Synth, stack: Callable[[dict[str, Any]], Stack], double: Double) -> None:
    """The role that a service account's annotation names and its policy are created, don't change, and are destroyed."""
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "load_balancer_scheme": "internal"}
    drivers = ({"ebs_csi_driver": {"existing": True}}, {"aws_load_balancer_controller": {"identity": "irsa"}})
    copy = stack(synth(hub_file(*drivers, {"jupyterhub": hub})))
    before = double.state()["resources"]

    copy.apply()

    (made,) = set(double.state()["resources"]) - set(before)
    assert made.startswith("role test-alb-controller-")
    assert "" == copy.plan()
    copy.destroy()
    assert before == double.state()["resources"]
