"""The stacks of one run claim nothing twice: on one cluster, file system, zone or bucket."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.one_run import ClaimingStack, OneRun
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.cluster import BackendConfig, ClusterConfig, S3BackendConfig
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps
from constructs_lib.models.eks.identity import Identity
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps

_EBS: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
_EFS: dict[str, Any] = {
    "efs_config": {"pvc_name": "home", "capacity": "1Ti", "removal_policy": "RETAIN", "existing_file_system_id": "fs-0123456789abcdef0"}
}


def _hub(namespace: str, **settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {"namespace": namespace, "release": namespace, "service_type": "cluster_ip", **(settings or _EBS)}
    )


def _stack(*add_ons: AddOnProps, key: str | None = None, **cluster: Any) -> ClaimingStack:
    backend = BackendConfig(s3=S3BackendConfig(bucket="states", key=key, region="us-west-2")) if key else None
    return ClaimingStack(ClusterConfig.model_validate({"name": "one", "region": "us-west-2", **cluster}), backend, add_ons)


def _messages(*stacks: ClaimingStack) -> list[str]:
    run = OneRun[int]()
    return [
        f"{'.'.join(map(str, claim.path))}: {claim.message(f'stack {other}')} ({'.'.join(map(str, path))})"
        for position, stack in enumerate(stacks)
        for claim, other, path in run.add(position, stack)
    ]


def _paths(*stacks: ClaimingStack) -> list[str]:
    return [line.partition(":")[0] for line in _messages(*stacks)]


def test_hubs_that_differ() -> None:
    """Two hubs of one cluster in two namespaces, with two releases, don't conflict."""
    assert [] == _messages(_stack(_hub("a")), _stack(_hub("b")))


def test_namespace() -> None:
    """The message of the second stack names the key in the first."""
    driver = EbsCsiDriverAddOnProps(existing=True)

    assert [
        (
            "add_ons.0.jupyterhub.namespace: namespace 'a' is used by a hub of stack 0 too; "
            "each hub on a cluster needs its own namespace: give one of them another (add_ons.1.jupyterhub.namespace)"
        )
    ] == _messages(_stack(driver, _hub("a")), _stack(_hub("a", **_EBS, release="b")))


def test_release() -> None:
    """The chart's cluster roles are named after it; without its own scheduler there are none."""
    quiet = {"scheduling": {"userScheduler": {"enabled": False}}}

    assert [
        (
            "add_ons.0.jupyterhub.release: 'x' is the release of a hub of stack 0 too; the chart names its cluster-wide resources after it: "
            "give one of them another, for example release: b (add_ons.0.jupyterhub.release)"
        )
    ] == _messages(_stack(_hub("a", **_EBS, release="x")), _stack(_hub("b", **_EBS, release="x")))
    assert [] == _messages(_stack(_hub("a", **_EBS, release="x")), _stack(_hub("b", **_EBS, release="x", values=quiet)))


@pytest.mark.parametrize("kind", [EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps, AwsLoadBalancerControllerAddOnProps])
def test_what_a_cluster_has_once(kind: type[Any]) -> None:
    """A driver, and the controller, is managed by one stack; the others rely on it."""
    managed, existing = kind(identity="irsa"), kind(existing=True)

    assert [
        (
            f"add_ons.0.{kind.KEY}: {kind.KEY} is managed by stack 0 too; "
            f"a cluster can have only one: let one stack manage it, and set existing: true in the others (add_ons.0.{kind.KEY})"
        )
    ] == _messages(_stack(managed), _stack(managed))
    assert [] == _messages(_stack(managed), _stack(existing), _stack(existing))


def test_pod_identity_agent() -> None:
    """It is managed by a stack that gives a role with it, unless the cluster has it already."""
    ebs, efs = EbsCsiDriverAddOnProps(), EfsCsiDriverAddOnProps()

    assert [
        (
            "cluster.pod_identity_agent: the add-on eks-pod-identity-agent is managed by stack 0 too; "
            "a cluster can have only one: set pod_identity_agent: existing in one of them (cluster.pod_identity_agent)"
        )
    ] == _messages(_stack(ebs), _stack(efs))
    assert [] == _messages(_stack(ebs), _stack(efs, pod_identity_agent="existing"))
    assert [] == _messages(_stack(ebs), _stack(EfsCsiDriverAddOnProps(identity=Identity.IRSA)))
    assert [] == _messages(_stack(ebs), _stack(EbsCsiDriverAddOnProps(existing=True), EfsCsiDriverAddOnProps(existing=True)))


def test_storage_class() -> None:
    """One stack creates it; another may name it."""
    makes: dict[str, Any] = {"ebs_config": {"storage_class": {"name": "homes"}, "capacity": "1Gi"}}
    names: dict[str, Any] = {"ebs_config": {"storage_class": "homes", "capacity": "1Gi"}}

    assert ["add_ons.0.jupyterhub.ebs_config.storage_class.name"] == _paths(_stack(_hub("a", **makes)), _stack(_hub("b", **makes)))
    assert [] == _messages(_stack(_hub("a", **makes)), _stack(_hub("b", **names)))


def test_database() -> None:
    """Two hubs that write into one SQLite file destroy it, on any cluster; two directories are two databases."""
    first = _stack(_hub("a", **_EFS, hub_database={"efs": True, "path": "/db"}))
    elsewhere = _stack(_hub("b", **_EFS, hub_database={"efs": True, "path": "/other"}))

    assert ["add_ons.0.jupyterhub.hub_database"] == _paths(
        first, _stack(_hub("b", **_EFS, hub_database={"efs": True, "path": "/db"}), name="two")
    )
    assert [] == _messages(first, elsewhere, _stack(_hub("c", **_EFS, hub_database={"in_memory": True})))


def test_dns_name() -> None:
    """A record leads to one hub, whatever its cluster; a public and a private zone of one name are two."""
    hubs = [
        _hub("a", **_EBS, service_type="alb", load_balancer_scheme="internal", dns={"hosted_zone": "example.org", "record": "hub", **more})
        for more in ({}, {}, {"private_zone": True})
    ]

    assert ["add_ons.0.jupyterhub.dns"] == _paths(*(_stack(hub, name=f"cluster-{number}") for number, hub in enumerate(hubs)))


def test_state() -> None:
    """Two stacks with one state would destroy each other's resources."""
    assert ["backend.s3.key"] == _paths(_stack(key="hub.tfstate"), _stack(key="hub.tfstate", name="two"), _stack(key="other.tfstate"))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({}, {}, True),
        ({}, {"name": "two"}, False),
        ({}, {"region": "eu-west-1"}, False),
        ({"assume_role_arn": "arn:aws:iam::111122223333:role/a"}, {"assume_role_arn": "arn:aws:iam::111122223333:role/b"}, True),
        ({"assume_role_arn": "arn:aws:iam::111122223333:role/a"}, {"assume_role_arn": "arn:aws:iam::444455556666:role/a"}, False),
        ({}, {"assume_role_arn": "arn:aws:iam::444455556666:role/a"}, False),
    ],
)
def test_same_cluster(first: dict[str, Any], second: dict[str, Any], *, same: bool) -> None:
    """Name, Region and account distinguish clusters; two roles of one account lead to one cluster."""
    assert same == bool(_messages(_stack(_hub("a"), **first), _stack(_hub("a"), **second)))


def test_name_that_terraform_knows() -> None:
    """Nothing can be checked at synth for a cluster, or a namespace, that only Terraform knows."""
    token = "${TfToken[TOKEN.1]}"

    assert [] == _messages(_stack(_hub("a"), name=token), _stack(_hub("a"), name=token))


def test_within_one_stack() -> None:
    """What one stack claims twice is reported by that stack's checks."""
    assert [] == _messages(_stack(_hub("a"), _hub("a")))


def test_third_stack() -> None:
    """Each is compared with the first that claims it."""
    lines = _messages(_stack(_hub("a")), _stack(_hub("b")), _stack(_hub("a")), _stack(_hub("a")))

    assert 4 == len(lines)
    assert all("stack 0" in line for line in lines)
