"""JupyterHub as an add-on: its construct's name, and its inputs from the blueprint."""

from __future__ import annotations

import json
from typing import Any

import cdktf

from constructs_lib import (
    AddOn,
    AwsLoadBalancerControllerAddOn,
    ClusterConfig,
    ClusterInfo,
    Deployment,
    EbsCsiDriverAddOn,
    EfsCsiDriverAddOn,
)
from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.constructs.eks.cluster import ExistingCluster
from tests.conftest import chart_values, only

_ARN = "arn:aws:acm:us-west-2:111122223333:certificate/1234"
_EBS: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}


def _rendered(**settings: Any) -> tuple[dict[str, Any], Deployment]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    drivers: list[AddOn] = [
        EbsCsiDriverAddOn(existing=True),
        EfsCsiDriverAddOn(existing=True),
        AwsLoadBalancerControllerAddOn(existing=True),
    ]
    deployed = [(add_on.KEY, add_on.deploy(ClusterInfo(stack=stack, cluster=cluster))) for add_on in drivers]
    info = ClusterInfo(stack=stack, cluster=cluster, deployed=deployed, certificate_arns={"hub-cert": _ARN})
    deployment = JupyterHubAddOn.model_validate({"namespace": "team-a", **settings}).deploy(info)
    assert deployment.construct is not None
    assert "team-a" == deployment.construct.node.id
    return dict(json.loads(cdktf.Testing.synth(stack))), deployment


def test_hub_on_ebs_waits_only_for_its_driver() -> None:
    """It is named after its namespace, so a second hub doesn't affect it; a driver that it doesn't use can be destroyed before it."""
    document, _ = _rendered(**_EBS, service_type="cluster_ip")

    waits = only(document, "helm_release")["depends_on"]

    assert any("EbsCsiDriver" in wait for wait in waits)
    assert not any("EfsCsiDriver" in wait for wait in waits)


def test_named_certificate_is_served() -> None:
    """The name resolves to the ARN that the blueprint found."""
    document, _ = _rendered(**_EBS, allow_any_login=True, certificate_resource_name="hub-cert")

    annotations = chart_values(document)["proxy"]["service"]["annotations"]

    assert _ARN == annotations["service.beta.kubernetes.io/aws-load-balancer-ssl-cert"]


def test_hub_is_ready_when_it_is_installed() -> None:
    """What uses the hub waits for its release."""
    document, deployment = _rendered(**_EBS, service_type="cluster_ip")
    (release,) = document["resource"]["helm_release"]
    ready = [wait.fqn for wait in deployment.ready if isinstance(wait, cdktf.TerraformResource)]

    assert 1 == len(ready)
    assert release.startswith("team-a_Release_")


def test_published_facts() -> None:
    """Namespace, address, commands and prerequisites of the hub, for the summary and the command line."""
    _, deployment = _rendered(**_EBS, service_type="cluster_ip", hub_database={"url_secret": {"kubernetes_secret": "db"}})

    assert ("team-a", "http://localhost:8080") == (deployment.namespace, deployment.url)
    assert ["kubectl get po -n team-a", "kubectl get svc -n team-a"] == deployment.status_commands
    assert [("kubernetes_secret", "db"), ("storage_class", "gp3")] == [(need.kind, need.name) for need in deployment.prerequisites]
