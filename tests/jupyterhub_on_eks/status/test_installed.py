"""Add-ons, controller, release, load balancer."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest

from jupyterhub_on_eks.status import installed
from jupyterhub_on_eks.status.hub_site import HubSite
from tests.jupyterhub_on_eks.cloud.answers import CONTROLLER, EBS, hub, item, site
from tests.jupyterhub_on_eks.doctor.looking import one
from tests.jupyterhub_on_eks.doctor.test_add_ons import addon
from tests.jupyterhub_on_eks.status.test_hub_site import BALANCER, INSIDE, at
from tests.jupyterhub_on_eks.status.test_pods import event

RELEASE = "blueprints-addon-jupyterhub"
NAMESPACE = item("Namespace", "jupyterhub")


def helm_secret(
    status: str = "deployed",
    *,
    version: str = "4.4.0",
    app_version: str = "5.5.0",
    revision: int = 1,
    namespace: str = "jupyterhub",
    name: str = RELEASE,
) -> Any:
    """Return a Secret as Helm writes it, with values that must not be shown."""
    chart = {"metadata": {"name": "jupyterhub", "version": version, "appVersion": app_version}}
    info = {"description": "timed out", "status": status}
    place = {"name": name, "namespace": namespace, "version": revision}
    content = {**place, "info": info, "chart": chart, "config": {"token": "canary"}}
    packed = base64.b64encode(base64.b64encode(gzip.compress(json.dumps(content).encode()))).decode()
    labels = {"owner": "helm", "name": name, "status": status, "version": str(revision)}
    return item("Secret", f"sh.helm.release.v1.{name}.v{revision}", namespace, labels=labels, data={"release": packed})


@pytest.mark.parametrize(
    ("objects", "level", "message"),
    [
        ([], "failure", "the cluster has no namespace jupyterhub: the hub is not deployed. Run: jupyterhub-on-eks deploy"),
        ([NAMESPACE], "failure", f"jupyterhub has no Helm release {RELEASE}: the hub is not deployed"),
        ([helm_secret("superseded"), helm_secret(revision=2)], "ok", f"{RELEASE} revision 2: jupyterhub 4.4.0, JupyterHub 5.5.0"),
        ([helm_secret(version="4.3.0")], "warning", "the hub file has chart 4.4.0"),
        ([helm_secret("failed")], "failure", "revision 1 is failed: timed out. The pods show why"),
        (
            [helm_secret("pending-rollback", revision=11), helm_secret("failed", revision=10), helm_secret(revision=9)],
            "waiting",
            f"revision 11 is pending-rollback. If no deployment is running, unlock the release: helm rollback {RELEASE} 9 -n jupyterhub",
        ),
        (
            [helm_secret("pending-install")],
            "waiting",
            f"is pending-install. If no deployment is running, unlock the release: helm uninstall {RELEASE} -n",
        ),
    ],
)
def test_release(objects: Any, level: str, message: str) -> None:
    """Helm's newest revision, compared with the hub file."""
    stack = site(EBS, hub(), objects=objects)
    (found,) = installed.release(HubSite(stack, stack.hubs[0]))

    assert level == found.level
    assert message in found.line
    assert "canary" not in found.line


@pytest.mark.parametrize(
    ("answers", "level"),
    [({}, "failure"), (addon(), "ok"), (addon(status="CREATING"), "waiting"), (addon(status="CREATE_FAILED"), "failure")],
)
def test_add_ons(answers: Any, level: str) -> None:
    """Created ones and those that are looked up."""
    assert level == one(installed.add_ons, site(EBS, aws=answers))[0]


@pytest.mark.parametrize(("ready", "level"), [(None, "failure"), (0, "failure"), (2, "ok")])
def test_controller(ready: int | None, level: str) -> None:
    """Without it no load balancer is created; a hub inside needs none."""
    there = [] if ready is None else [item("Deployment", "aws-load-balancer-controller", "kube-system", status={"readyReplicas": ready})]
    outside = site(EBS, CONTROLLER, hub(service_type="nlb", **INSIDE), objects=there)

    assert level == one(installed.load_balancer_controller, outside)[0]
    assert [] == list(installed.load_balancer_controller(site(EBS, hub(), objects=there)))


def test_address() -> None:
    """Existing, pending, or refused with the controller's own message; inside there is none."""
    there = item("Service", "proxy-public", "jupyterhub", status=BALANCER)
    refused = event("Service", "proxy-public", "Failed build model: no matching subnets")
    outside = {"service_type": "nlb", **INSIDE}

    found = [next(iter(installed.address(place))) for place in (at(there, **outside), at(**outside), at(refused, **outside), at())]
    assert ["ok", "waiting", "failure", "ok"] == [finding.level.value for finding in found]
    assert "a.elb.amazonaws.com" in found[0].message
    assert "no matching subnets. Run doctor" in found[2].line
    assert "kubectl port-forward -n jupyterhub service/proxy-public 8080:http" in found[3].message
