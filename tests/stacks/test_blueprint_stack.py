"""The stack of a hub file: its state, its Terraform settings, the fit of its add-ons, and the order of its resources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import cdktf
import pytest

import constructs_lib
from constructs_lib import (
    AwsLoadBalancerControllerAddOn,
    BackendConfig,
    BlueprintError,
    ClusterConfig,
    DnsConfig,
    EbsConfig,
    EbsCsiDriverAddOn,
    EfsConfig,
    EfsCsiDriverAddOn,
    JupyterHubAddOn,
    JupyterHubServiceType,
    S3BackendConfig,
    TerraformCli,
)
from constructs_lib.hub_files.model import HubFile
from stacks.blueprint_stack import BlueprintStack
from tests.conftest import hub_file

_CLUSTER = ClusterConfig(name="research-cluster", region="us-west-2")
_HUB = JupyterHubAddOn(ebs_config=EbsConfig(storage_class="gp3", capacity="10Gi"), service_type=JupyterHubServiceType.CLUSTERIP)


def _stack(*add_ons: constructs_lib.AddOn, outdir: Path | None = None, **settings: Any) -> BlueprintStack:
    app = cdktf.App(outdir=str(outdir)) if outdir else cdktf.Testing.app()
    return BlueprintStack(app, "research", cluster=_CLUSTER, add_ons=add_ons, **settings)


def _rendered(*add_ons: constructs_lib.AddOn, **settings: Any) -> dict[str, Any]:
    return dict(json.loads(cdktf.Testing.synth(_stack(*add_ons, **settings))))


def test_local_state_is_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terraform runs in the stack's output folder, and the path from there contains no machine's name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deep").mkdir()

    backend = _rendered(outdir=tmp_path / "deep" / "out")["terraform"]["backend"]

    assert {"local": {"path": "../../../../terraform.research.tfstate"}} == backend


def test_state_in_s3() -> None:
    """Always encrypted, and locked by S3's own lock file."""
    backend = BackendConfig(s3=S3BackendConfig(bucket="states", key="hubs/research.tfstate", region="eu-west-1"))

    assert {
        "s3": {"bucket": "states", "key": "hubs/research.tfstate", "region": "eu-west-1", "encrypt": True, "use_lockfile": True}
    } == _rendered(backend=backend)["terraform"]["backend"]


def test_required_version() -> None:
    """Terraform settings of the file are written; otherwise there are none."""
    assert ">= 1.16" == _rendered(cli=TerraformCli(terraform_version="1.16"))["terraform"]["required_version"]
    assert "required_version" not in _rendered()["terraform"]


def test_tags_are_on_everything() -> None:
    """They are the AWS provider's default tags."""
    (aws,) = _rendered(tags={"team": "data"})["provider"]["aws"]

    assert [{"tags": {"team": "data"}}] == aws["default_tags"]


def test_every_mismatch_at_once() -> None:
    """Order, storage and certificates are checked before any construct is created, and everything is reported."""
    on_efs = JupyterHubAddOn(
        efs_config=EfsConfig.model_validate({"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}),
        certificate_resource_name="none",
        allow_any_login=True,
    )

    with pytest.raises(BlueprintError) as error:
        _stack(_HUB, on_efs, EbsCsiDriverAddOn())

    assert [
        "add_ons[0].jupyterhub: Missing a dependency for EbsCsiDriverAddOn",
        "add_ons[1].jupyterhub: Missing a dependency for EfsCsiDriverAddOn",
        "add_ons[1].jupyterhub: Missing a dependency for AwsLoadBalancerControllerAddOn",
        "add_ons[1].jupyterhub.namespace: namespace 'jupyterhub' is already used by add_ons[0]",
    ] == [problem.partition(";")[0] for problem in error.value.problems[:4]]
    assert error.value.problems[4].startswith("add_ons[1].jupyterhub.certificate_resource_name: 'none' ")
    assert 5 == len(error.value.problems)


def test_one_name_for_two_hubs() -> None:
    """A blueprint without a hub file is refused with the same message."""
    hubs = [
        _HUB.model_copy(
            update={
                "namespace": namespace,
                "service_type": JupyterHubServiceType.NLB,
                "dns": DnsConfig(hosted_zone="example.org", record="hub"),
            }
        )
        for namespace in ("a", "b")
    ]

    with pytest.raises(BlueprintError, match=r"hub\.example\.org already points to the hub of add_ons\[2\]"):
        _stack(EbsCsiDriverAddOn(existing=True), AwsLoadBalancerControllerAddOn(existing=True), *hubs)


def test_warnings_are_annotations() -> None:
    """Each add-on's warnings are on the stack, where the summary finds them."""
    stack = _stack(EbsCsiDriverAddOn(), _HUB)

    entries = [entry for entry in stack.node.metadata if entry.type == "@cdktf/warn"]

    assert _HUB.warnings() == [entry.data for entry in entries][: len(_HUB.warnings())]


def test_your_own_add_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """An add-on is any class with settings and `deploy`; it sees what was deployed before it."""
    seen: list[object] = []

    class Mine(EfsCsiDriverAddOn):
        """An add-on that records what exists."""

        def deploy(self, info: constructs_lib.ClusterInfo) -> constructs_lib.Deployment:
            """Record what exists."""
            driver = info.deployment(EbsCsiDriverAddOn.KEY)
            seen.extend([info.cluster.name, [key for key, _ in info.deployed], len(driver.ready), info.unique_name("Team_A")])
            return constructs_lib.Deployment()

    monkeypatch.delenv("CDKTF_OUTDIR", raising=False)
    _stack(EbsCsiDriverAddOn(), Mine())

    assert ["research-cluster", ["ebs_csi_driver"], 1, "research.Team_A"] == seen


_OIDC = {
    "hub_url": "https://hub.example.org",
    "google": {},
    "client_id": "jupyterhub",
    "client_secret": {"variable": "hub_client_secret"},
    "allow_all": True,
}
_FULL = hub_file(
    {"efs_csi_driver": {}},
    {"ebs_csi_driver": {}},
    {"aws_load_balancer_controller": {}},
    {
        "jupyterhub": {
            "efs_config": {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "DESTROY"},
            "oidc_config": _OIDC,
            "load_balancer_scheme": "internal",
        }
    },
    terraform_version="1.11",
)


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    """Return what each block of a full stack waits for, by depends_on or by a reference, directly or not."""
    file = HubFile.model_validate(_FULL)
    stack = BlueprintStack(cdktf.Testing.app(), file.stack, file.blueprint())
    document = json.loads(cdktf.Testing.synth(stack))
    blocks = {
        f"{prefix}{kind}.{name}": block
        for section, prefix in (("resource", ""), ("data", "data."))
        for kind, several in document[section].items()
        for name, block in several.items()
    }
    edges = {
        address: {other for other in blocks if re.search(rf"(?<![\w.]){re.escape(other)}\b", json.dumps(block))}
        for address, block in blocks.items()
    }
    for _ in blocks:
        edges = {address: others.union(*(edges[other] for other in others)) for address, others in edges.items()}
    return edges


def _one(graph: dict[str, set[str]], part: str) -> str:
    (address,) = (address for address in graph if part in address)
    return address


@pytest.mark.parametrize(
    "before",
    [
        "kubernetes_namespace_v1.",
        "kubernetes_persistent_volume_claim_v1.jupyterhub_Home_HomesVolume",
        "kubernetes_persistent_volume_claim_v1.jupyterhub_Home_DatabaseVolume",
        "kubernetes_persistent_volume_v1.jupyterhub_Home_HomesVolume",
        "kubernetes_persistent_volume_v1.jupyterhub_Home_DatabaseVolume",
        "kubernetes_secret_v1.",
        "aws_efs_file_system.",
        "aws_efs_mount_target.",
        "aws_vpc_security_group_ingress_rule.",
        "aws_eks_addon.EfsCsiDriver",
        "aws_eks_addon.EbsCsiDriver",
        "helm_release.AwsLoadBalancerController",
        "aws_eks_addon.Cluster_PodIdentityAgent",
    ],
)
def test_release_comes_after(graph: dict[str, set[str]], before: str) -> None:
    """What the hub's pods need exists before they start, and, on destroy, until they have ended; none of it waits for the hub."""
    release, earlier = _one(graph, "helm_release.jupyterhub_Release"), _one(graph, before)

    assert earlier in graph[release]
    assert release not in graph[earlier]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("kubernetes_namespace_v1.", "aws_eks_addon.EfsCsiDriver"),
        ("kubernetes_namespace_v1.", "helm_release.AwsLoadBalancerController"),
        ("kubernetes_persistent_volume_claim_v1.jupyterhub_Home_HomesVolume", "kubernetes_namespace_v1."),
        (
            "kubernetes_persistent_volume_claim_v1.jupyterhub_Home_HomesVolume",
            "kubernetes_persistent_volume_v1.jupyterhub_Home_HomesVolume",
        ),
        ("kubernetes_persistent_volume_claim_v1.jupyterhub_Home_DatabaseVolume", "kubernetes_namespace_v1."),
        (
            "kubernetes_persistent_volume_claim_v1.jupyterhub_Home_DatabaseVolume",
            "kubernetes_persistent_volume_v1.jupyterhub_Home_DatabaseVolume",
        ),
        ("kubernetes_persistent_volume_v1.jupyterhub_Home_HomesVolume", "aws_efs_mount_target."),
        ("kubernetes_persistent_volume_v1.jupyterhub_Home_HomesVolume", "aws_eks_addon.EfsCsiDriver"),
        ("kubernetes_secret_v1.", "kubernetes_namespace_v1."),
        ("aws_eks_addon.EfsCsiDriver", "aws_iam_role_policy_attachment.EfsCsiDriver"),
        ("aws_eks_addon.EbsCsiDriver", "aws_iam_role_policy_attachment.EbsCsiDriver"),
        ("helm_release.AwsLoadBalancerController", "aws_iam_role_policy."),
        ("data.kubernetes_service_v1.", "helm_release.jupyterhub_Release"),
    ],
)
def test_order_of_the_rest(graph: dict[str, set[str]], later: str, earlier: str) -> None:
    """A driver outlives the volumes that it has to release, a controller the load balancer, a role the pods that use it."""
    assert _one(graph, earlier) in graph[_one(graph, later)]
    assert _one(graph, later) not in graph[_one(graph, earlier)]


def test_providers_never_wait(graph: dict[str, set[str]]) -> None:
    """The cluster's data is read at plan, so it waits for nothing."""
    assert set() == graph[_one(graph, "data.aws_eks_cluster.")] - {_one(graph, "data.aws_eks_cluster.")}


def test_secrets_outside_of_add_ons() -> None:
    """In the state's path it is a mistake; in a tag, by its name alone, a warning of the stack and in its facts."""
    backend = BackendConfig(s3=S3BackendConfig(bucket="state", key="gh" + f"p_{'c' * 36}", region="us-west-2"))

    with pytest.raises(BlueprintError, match=r"^backend\.s3\.key: contains "):
        _stack(backend=backend)
    stack = _stack(tags={"ApiToken": "canary"})
    assert any("tags.ApiToken" in entry.data for entry in stack.node.metadata)


def test_two_stacks_of_one_app() -> None:
    """What a cluster has once belongs to one stack; another app is not affected."""
    app = cdktf.Testing.app()
    driver = constructs_lib.EbsCsiDriverAddOn(existing=True)
    BlueprintStack(app, "first", cluster=_CLUSTER, add_ons=[driver, _HUB])

    with pytest.raises(BlueprintError) as error:
        BlueprintStack(app, "second", cluster=_CLUSTER, add_ons=[driver, _HUB])

    assert ["namespace", "release"] == [problem.partition(":")[0].rpartition(".")[2] for problem in error.value.problems]
    assert all("the stack first too" in problem for problem in error.value.problems)
    BlueprintStack(app, "third", cluster=_CLUSTER.model_copy(update={"name": "another"}), add_ons=[driver, _HUB])
    BlueprintStack(cdktf.Testing.app(), "second", cluster=_CLUSTER, add_ons=[driver, _HUB])
