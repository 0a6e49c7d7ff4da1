"""Drivers, agent and controller, and who manages each."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.doctor import add_ons
from tests.jupyterhub_on_eks.cloud.answers import CONTROLLER, DESCRIBED, EBS, Answer, hub, item, site
from tests.jupyterhub_on_eks.doctor.looking import one

ACTIVE = {"addonName": "x", "addonVersion": "v1.53.0", "status": "ACTIVE", "health": {"issues": []}, "clusterName": "c"}
AUTO = {"eks.describe_cluster": {"cluster": {**DESCRIBED, "computeConfig": {"enabled": True}}}}
BY_HELM = item("CSIDriver", "ebs.csi.aws.com", annotations={"meta.helm.sh/release-name": "ebs"})
STATE = '{"resources": [{"mode": "managed", "type": "aws_eks_addon", "instances": [{"attributes": {"addon_name": "aws-ebs-csi-driver"}}]}]}'


def addon(**changes: Any) -> dict[str, Answer]:
    """Answer that the add-on exists."""
    return {"eks.describe_addon": {"addon": {**ACTIVE, **changes}}}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("settings", "there", "objects", "level", "message"),
    [
        ({}, {}, (), "ok", "aws-ebs-csi-driver will be installed as an EKS add-on"),
        ({}, addon(), (), "failure", "is already installed as an EKS add-on, and is not managed by this stack. Set ebs_csi_driver: {existing: true}"),
        ({}, {}, (BY_HELM,), "failure", "already on the cluster, managed by the Helm release ebs and not as an EKS add-on. Set ebs_csi_driver: {self_managed: true}"),
        ({"existing": True}, addon(), (), "ok", "aws-ebs-csi-driver v1.53.0 is ACTIVE"),
        ({"existing": True}, {}, (), "failure", "is not on the cluster, although existing is true. Remove existing: true"),
        ({"existing": True}, {}, (BY_HELM,), "failure", "Set ebs_csi_driver: {self_managed: true}"),
        ({"self_managed": True}, {}, (BY_HELM,), "ok", "ebs.csi.aws.com is on the cluster, managed by the Helm release ebs"),
        ({"self_managed": True}, {}, (), "failure", "although self_managed is true"),
        ({"self_managed": True}, {}, (item("CSIDriver", "ebs.csi.aws.com"),), "ok", "self-managed"),
        ({"existing": True}, addon(status="DEGRADED", health={"issues": [{"code": "InsufficientNumberOfReplicas", "message": "0 of 2"}]}), (),
         "failure", "is DEGRADED: InsufficientNumberOfReplicas: 0 of 2. `aws eks describe-addon"),
        ({"existing": True}, addon(health={"issues": [{"code": "AccessDenied", "message": "no role"}]}), (), "warning", "with issues: AccessDenied: no role"),
    ],
)  # fmt: skip
def test_drivers(settings: Any, there: Any, objects: Any, level: str, message: str) -> None:
    """The cluster's is compared with the hub file's setting."""
    found = one(add_ons.drivers, site({"ebs_csi_driver": settings}, aws=there, objects=objects))

    assert level == found[0]
    assert message in found[1]


def test_a_driver_of_the_stack(tmp_path: Any) -> None:
    """After the first deployment the add-on exists, and is the stack's own."""
    (tmp_path / "terraform.lab.tfstate").write_text(STATE)

    assert ("ok", "aws-ebs-csi-driver v1.53.0 is ACTIVE") == one(add_ons.drivers, site({"ebs_csi_driver": {}}, aws=addon()))


def test_an_add_on_that_is_set_as_self_managed() -> None:
    """It works, but a lookup would show more."""
    level, line = next((it.level.value, it.line) for it in add_ons.drivers(site({"ebs_csi_driver": {"self_managed": True}}, aws=addon())))

    assert ("warning", True) == (level, "existing: true" in line)


@pytest.mark.parametrize(("there", "found"), [({}, ["failure"]), (AUTO, [])])
def test_auto_mode(there: Any, found: list[str]) -> None:
    """A class of EKS Auto Mode needs a cluster with it."""
    made = hub(ebs_config={"storage_class": {"name": "a", "auto_mode": True}, "capacity": "1Gi"})

    assert found == [finding.level.value for finding in add_ons.drivers(site(made, aws=there))]


@pytest.mark.parametrize(
    ("mode", "there", "level", "message"),
    [
        ("managed", {}, "ok", "will be installed"),
        ("managed", addon(), "ok", "is ACTIVE"),
        ("managed", AUTO, "warning", "built_in"),
        ("existing", {}, "failure", "Set cluster.pod_identity_agent: managed"),
        ("existing", addon(status="DELETE_FAILED"), "failure", "is DELETE_FAILED"),
        ("built_in", AUTO, "ok", "part of EKS Auto Mode"),
        ("built_in", {}, "failure", "Set cluster.pod_identity_agent: managed"),
        ("built_in", addon(), "warning", "Set cluster.pod_identity_agent: existing"),
    ],
)
def test_pod_identity_agent(mode: str, there: Any, level: str, message: str) -> None:
    """Pods with a role get its credentials."""
    cluster = {"name": "c", "region": "us-west-2", "pod_identity_agent": mode}
    found = one(add_ons.pod_identity_agent, site({"ebs_csi_driver": {}}, aws=there, cluster=cluster))

    assert level == found[0]
    assert message in found[1]


def test_an_agent_that_nothing_needs() -> None:
    """It isn't queried."""
    assert [] == list(add_ons.pod_identity_agent(site(EBS)))


@pytest.mark.parametrize(
    ("existing", "ready", "level", "message"),
    [
        (True, 2, "ok", "kube-system/aws-load-balancer-controller, self-managed, with 2 ready"),
        (True, 0, "failure", "has no ready pod"),
        (True, None, "failure", "Remove existing: true"),
        (False, None, "ok", "will be installed by Helm"),
        (False, 2, "failure", "and is not managed by this stack. Set aws_load_balancer_controller: {existing: true}"),
    ],
)
def test_load_balancer_controller(*, existing: bool, ready: int | None, level: str, message: str) -> None:
    """The cluster's is compared with the hub file's setting."""
    there = [] if ready is None else [item("Deployment", "aws-load-balancer-controller", "kube-system", status={"readyReplicas": ready})]
    found = one(add_ons.load_balancer_controller, site({"aws_load_balancer_controller": {"existing": existing}}, objects=there))

    assert level == found[0]
    assert message in found[1]


def test_denied_requests() -> None:
    """A denied request is an error, which the runner reports; it is not a result for the driver."""
    with pytest.raises(CloudError, match="denied"):
        list(add_ons.drivers(site(EBS, CONTROLLER, aws={"eks.describe_addon": CloudError("denied", cause=Cause.DENIED)})))
