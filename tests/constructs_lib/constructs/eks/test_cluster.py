"""An existing cluster: read by its name, and used by three providers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import cdktf
import pytest

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.models.eks.cluster import Authentication, ClusterConfig
from constructs_lib.models.eks.identity import PodIdentityAgentMode
from tests.conftest import only

_ROLE = "arn:aws:iam::111122223333:role/deployer"


def _rendered(
    *, tags: dict[str, str] | None = None, then: Callable[[ExistingCluster], object] = lambda _: None, **settings: Any
) -> dict[str, Any]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    config = ClusterConfig(name="research-cluster", region="us-west-2", **settings)
    then(ExistingCluster(stack, "Cluster", config=config, tags=tags))
    return dict(json.loads(cdktf.Testing.synth(stack)))


def _providers(document: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    (aws,), (kubernetes,), (helm,) = (document["provider"][name] for name in ("aws", "kubernetes", "helm"))
    return aws, kubernetes, helm["kubernetes"]


@pytest.fixture(scope="module")
def default() -> dict[str, Any]:
    """Return the JSON of a cluster with only name and Region."""
    return _rendered()


def test_cluster_is_read_and_never_waits(default: dict[str, Any]) -> None:
    """Its name is literal and it waits for nothing, so that the providers have an address at plan."""
    data = only(default, "aws_eks_cluster", "data")

    assert {"name": "research-cluster"} == {key: value for key, value in data.items() if key not in {"//", "lifecycle"}}
    assert ["aws_eks_cluster"] == list(default["data"])
    assert "resource" not in default


def test_ipv6_is_refused(default: dict[str, Any]) -> None:
    """At plan, when the cluster is read; an unknown address family counts as IPv4."""
    (refused,) = only(default, "aws_eks_cluster", "data")["lifecycle"]["postcondition"]

    assert '${try(self.kubernetes_network_config[0].ip_family, "ipv4") != "ipv6"}' == refused["condition"]
    assert "IPv6" in refused["error_message"]


def test_aws_uses_the_region_and_the_caller(default: dict[str, Any]) -> None:
    """Neither role nor tags unless they are given."""
    aws, _, _ = _providers(default)

    assert {"region": "us-west-2"} == aws


def test_exec_by_default(default: dict[str, Any]) -> None:
    """Both providers get a token from the AWS CLI at each call, with the cluster's own address and certificate."""
    _, kubernetes, helm = _providers(default)
    (address,) = default["data"]["aws_eks_cluster"]
    expected = {
        "api_version": "client.authentication.k8s.io/v1beta1",
        "command": "aws",
        "args": ["eks", "get-token", "--cluster-name", "research-cluster", "--region", "us-west-2", "--output", "json"],
    }

    assert [expected] == kubernetes.pop("exec")
    assert expected == helm.pop("exec")
    assert kubernetes == helm
    assert {
        "host": f"${{data.aws_eks_cluster.{address}.endpoint}}",
        "cluster_ca_certificate": f"${{base64decode(data.aws_eks_cluster.{address}.certificate_authority[0].data)}}",
    } == helm


def test_token() -> None:
    """A runner without the AWS CLI gets the token from an ephemeral resource, of the cluster's literal name; plan and state don't have it."""
    document = _rendered(authentication=Authentication.TOKEN)
    _, kubernetes, helm = _providers(document)
    ((address, auth),) = document["ephemeral"]["aws_eks_cluster_auth"].items()

    assert {"name": "research-cluster"} == auth
    assert ["aws_eks_cluster"] == list(document["data"])
    assert f"${{ephemeral.aws_eks_cluster_auth.{address}.token}}" == kubernetes["token"] == helm["token"]
    assert "exec" not in kubernetes | helm


def test_assumed_role_and_tags() -> None:
    """The role is assumed for AWS and by the CLI; tags are the provider's default tags."""
    document = _rendered(tags={"team": "data"}, assume_role_arn=_ROLE)
    aws, kubernetes, helm = _providers(document)

    assert [{"role_arn": _ROLE}] == aws["assume_role"]
    assert [{"tags": {"team": "data"}}] == aws["default_tags"]
    for args in (kubernetes["exec"][0]["args"], helm["exec"]["args"]):
        assert ["--role-arn", _ROLE, "--output", "json"] == args[-4:]


def test_what_add_ons_read() -> None:
    """Version, network and issuer are references into the cluster's data; the agent is created once, however many need it."""
    found: dict[str, Any] = {}

    def ask(cluster: ExistingCluster) -> None:
        stack = cdktf.TerraformStack.of(cluster)
        for name in ("version", "vpc_id", "security_group_id", "oidc_issuer", "subnet_ids"):
            cdktf.TerraformOutput(stack, name, value=getattr(cluster, name))
        found["same"] = cluster.pod_identity_ready() is cluster.pod_identity_ready()

    document = _rendered(then=ask)
    (address,) = document["data"]["aws_eks_cluster"]
    cluster = f"data.aws_eks_cluster.{address}"

    assert found["same"]
    assert 1 == len(document["resource"]["aws_eks_addon"])
    assert {
        "version": f"${{{cluster}.version}}",
        "vpc_id": f"${{{cluster}.vpc_config[0].vpc_id}}",
        "security_group_id": f"${{{cluster}.vpc_config[0].cluster_security_group_id}}",
        "oidc_issuer": f"${{{cluster}.identity[0].oidc[0].issuer}}",
        "subnet_ids": f"${{tolist({cluster}.vpc_config[0].subnet_ids)}}",
    } == {name: output["value"] for name, output in document["output"].items()}


@pytest.mark.parametrize(
    ("mode", "sections"),
    [
        (PodIdentityAgentMode.MANAGED, {"resource", "data"}),
        (PodIdentityAgentMode.EXISTING, {"data"}),
        (PodIdentityAgentMode.BUILT_IN, set[str]()),
    ],
)
def test_agent(mode: PodIdentityAgentMode, sections: set[str]) -> None:
    """Only pods that get their role with Pod Identity need the agent: installed, looked up, or, on EKS Auto Mode, part of the cluster."""
    waits: list[int] = []
    document = _rendered(pod_identity_agent=mode, then=lambda cluster: waits.append(len(cluster.pod_identity_ready())))
    unasked = _rendered(pod_identity_agent=mode)

    assert sections == {section for section in ("resource", "data") if any("eks_addon" in kind for kind in document.get(section, {}))}
    assert [1 if sections else 0] == waits
    assert "resource" not in unasked
    assert ["aws_eks_cluster"] == list(unasked["data"])
