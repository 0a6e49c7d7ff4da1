"""The AWS Load Balancer Controller: what is installed, with which permissions, and what waits for it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from constructs_lib.constructs.load_balancer_controller.controller import LoadBalancerController
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps
from tests.conftest import Synth, hub_file, only
from tests.constructs_lib.stacks import existing_cluster, new_stack, rendered

_HUB = {
    "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
    "allow_any_login": True,
    "allow_plain_http": True,
}


def _built(**settings: Any) -> dict[str, Any]:
    """Return the JSON of a controller, and of what waits for it."""
    stack = new_stack()
    props = AwsLoadBalancerControllerAddOnProps.model_validate(settings)
    controller = LoadBalancerController(stack, "Controller", cluster=existing_cluster(stack), props=props)
    return rendered(stack, ready=controller.ready)


def test_defaults() -> None:
    """A release in kube-system, after its service account has its role; what requests a load balancer waits for it."""
    document = _built()
    ((name, release),) = document["resource"]["helm_release"].items()

    assert ("aws-load-balancer-controller", "kube-system", 600) == tuple(release[key] for key in ("name", "namespace", "timeout"))
    assert {"aws_iam_role_policy", "aws_eks_pod_identity_association", "aws_eks_addon"} == {
        wait.partition(".")[0] for wait in release["depends_on"]
    }
    assert [f"helm_release.{name}"] == only(document, "test_later")["depends_on"]


@pytest.mark.parametrize(("identity", "annotated"), [("irsa", True), ("pod_identity", False)])
def test_how_it_gets_its_role(identity: str, annotated: bool) -> None:  # noqa: FBT001  # what is expected
    """With IRSA the service account names the role, with Pod Identity an association does."""
    document = _built(identity=identity)

    assert annotated == ("eks.amazonaws.com/role-arn" in only(document, "helm_release")["values"][0])
    assert annotated != ("aws_eks_pod_identity_association" in document["resource"])


def test_existing() -> None:
    """Nothing is created, and there is nothing to wait for."""
    assert {"test_later": {}} == {
        kind: {key: value for name in blocks.values() for key, value in name.items() if key == "depends_on"}
        for kind, blocks in _built(existing=True)["resource"].items()
    }


def test_account_that_has_no_role() -> None:
    """The settings are refused before the construct is created."""
    with pytest.raises(ValueError, match="is not the service account of the role"):
        _built(values={"serviceAccount": {"name": "mine"}})


def _document(synth: Synth, controller: dict[str, Any], hub: dict[str, Any] | None = None) -> dict[str, Any]:
    return synth(
        hub_file(
            {"ebs_csi_driver": {"identity": "node_role"}},
            {"aws_load_balancer_controller": controller},
            {"jupyterhub": {**_HUB, **(hub or {})}},
        )
    )


def _release(document: dict[str, Any], chart: str) -> tuple[str, dict[str, Any]]:
    ((address, release),) = ((k, v) for k, v in document["resource"]["helm_release"].items() if v["chart"] == chart)
    return f"helm_release.{address}", release


def _values(document: dict[str, Any]) -> dict[str, Any]:
    _, release = _release(document, "aws-load-balancer-controller")
    (text,) = release["values"]
    return dict(json.loads(text))


def test_installs_by_default(synth: Synth) -> None:
    """The chart of the EKS charts repository at an exact version, two replicas, the cluster, its Region and its VPC."""
    document = _document(synth, {})

    _, release = _release(document, "aws-load-balancer-controller")
    assert ("kube-system", "https://aws.github.io/eks-charts", "3.5.0") == tuple(
        release[key] for key in ("namespace", "repository", "version")
    )
    assert (True, True) == (release["wait"], release["atomic"])
    values = _values(document)
    (cluster,) = document["data"]["aws_eks_cluster"]
    assert {
        "clusterName": "test-cluster",
        "region": "us-west-2",
        "vpcId": f"${{data.aws_eks_cluster.{cluster}.vpc_config[0].vpc_id}}",
        "replicaCount": 2,
        "serviceAccount": {"create": True, "name": "aws-load-balancer-controller"},
        "keepTLSSecret": True,
        "enableServiceMutatorWebhook": False,
    } == values


def test_existing_manages_nothing(synth: Synth) -> None:
    """The user asserts that it runs: no release, no role, and nothing to wait for."""
    document = _document(synth, {"existing": True})

    assert ["jupyterhub"] == [release["chart"] for release in document["resource"]["helm_release"].values()]
    assert "aws_iam_role" not in document["resource"]


def test_role_exists_before_the_pods(synth: Synth) -> None:
    """The association provides the role when a pod starts, so role, policy and association are created first and destroyed last."""
    document = _document(synth, {})

    _, release = _release(document, "aws-load-balancer-controller")
    ((address, association),) = document["resource"]["aws_eks_pod_identity_association"].items()
    (policy,) = document["resource"]["aws_iam_role_policy"]
    assert {f"aws_eks_pod_identity_association.{address}", f"aws_iam_role_policy.{policy}"} <= set(release["depends_on"])
    assert ("kube-system", "aws-load-balancer-controller") == (association["namespace"], association["service_account"])


def test_irsa_annotates_the_service_account(synth: Synth) -> None:
    """With IRSA the role's ARN is an annotation, and there is no association."""
    document = _document(synth, {"identity": "irsa"})

    (role,) = document["resource"]["aws_iam_role"]
    assert {"eks.amazonaws.com/role-arn": f"${{aws_iam_role.{role}.arn}}"} == _values(document)["serviceAccount"]["annotations"]
    assert "aws_eks_pod_identity_association" not in document["resource"]


def test_node_role_creates_no_role(synth: Synth) -> None:
    """The nodes' role has to allow it then; nothing is created."""
    document = _document(synth, {"identity": "node_role"})

    assert "aws_iam_role" not in document["resource"]
    assert "depends_on" not in _release(document, "aws-load-balancer-controller")[1]


def test_own_values_win(synth: Synth) -> None:
    """The user's values are merged deeply and win; their ``${`` stays text."""
    own = {"replicaCount": 3, "serviceAccount": {"annotations": {"note": "costs ${PRICE}"}}, "nodeSelector": None}

    values = _values(_document(synth, {"values": own, "version": "1.17.1", "repository": "https://mirror.example.org/charts"}))

    assert (3, None) == (values["replicaCount"], values["nodeSelector"])
    assert {"create": True, "name": "aws-load-balancer-controller", "annotations": {"note": "costs $${PRICE}"}} == values["serviceAccount"]


@pytest.mark.parametrize("create_namespace", [True, False])
def test_everything_of_a_hub_is_destroyed_before_the_controller(synth: Synth, create_namespace: bool) -> None:  # noqa: FBT001  # a setting
    """Only the controller deletes load balancers, so release and namespace wait for it, and on destroy it waits for them."""
    document = _document(synth, {}, {"create_namespace": create_namespace})

    controller, _ = _release(document, "aws-load-balancer-controller")
    assert controller in _release(document, "jupyterhub")[1]["depends_on"]
    for namespace in document["resource"].get("kubernetes_namespace_v1", {}).values():
        assert controller in namespace["depends_on"]
