"""The cluster interface of constructs: any object with these five members can replace `ExistingCluster`."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from constructs_lib.constructs.eks.addon import EksAddon
from constructs_lib.constructs.eks.addon_role import AddonRole
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.cluster_protocol import Cluster
from constructs_lib.models.eks.identity import Identity, ServiceAccount
from constructs_lib.terraform.dependencies import Dependables
from tests.conftest import only
from tests.constructs_lib.stacks import existing_cluster, new_stack, rendered, thing


@dataclass
class OwnCluster:
    """Your own cluster, such as one that the same stack creates."""

    name: str = "own-cluster"
    arn: str = "arn:aws:eks:us-west-2:111122223333:cluster/own-cluster"
    version: str = "1.34"
    oidc_issuer: str = "https://oidc.example.org/id/1"
    agent: Dependables = field(default_factory=list)

    def pod_identity_ready(self) -> Dependables:
        """Return the agent."""
        return self.agent


def _role(identity: Identity) -> AddonRole:
    return AddonRole(
        identity=identity, service_account=ServiceAccount("kube-system", "driver"), purpose="driver", managed_policies=("Read",)
    )


def test_add_on_with_pod_identity() -> None:
    """Name, version and agent are those of the object; no cluster is looked up."""
    stack = new_stack()
    cluster: Cluster = OwnCluster(agent=[thing(stack, "agent")])
    EksAddon(stack, "Driver", cluster=cluster, name="test-driver", role=_role(Identity.POD_IDENTITY))
    document = rendered(stack)
    addon = only(document, "aws_eks_addon")

    assert "own-cluster" == addon["cluster_name"]
    assert "1.34" == only(document, "aws_eks_addon_version", "data")["kubernetes_version"]
    assert "test_thing.agent" in addon["depends_on"]
    assert "aws_eks_cluster" not in document["data"]
    (statement,) = only(document, "aws_iam_policy_document", "data")["statement"]
    assert ["arn:aws:eks:us-west-2:111122223333:cluster/own-cluster"] in [condition["values"] for condition in statement["condition"]]


def test_add_on_with_irsa() -> None:
    """The role trusts the object's issuer."""
    stack = new_stack()
    EksAddon(stack, "Driver", cluster=OwnCluster(), name="test-driver", role=_role(Identity.IRSA))
    document = rendered(stack)
    (statement,) = only(document, "aws_iam_policy_document", "data")["statement"]

    assert "https://oidc.example.org/id/1" == only(document, "aws_iam_openid_connect_provider", "data")["url"]
    assert ['${replace("https://oidc.example.org/id/1", "https://", "")}:sub'] == [
        condition["variable"] for condition in statement["condition"][:1]
    ]


def test_existing_cluster_is_one() -> None:
    """The types are checked by mypy; here each member exists and has a value."""
    cluster: Cluster = existing_cluster(new_stack())

    assert isinstance(cluster, ExistingCluster)
    assert "research-cluster" == cluster.name
    assert [True, True, True] == [text.startswith("${TfToken[") for text in (cluster.version, cluster.oidc_issuer, cluster.arn)]
    assert 1 == len(cluster.pod_identity_ready())


def test_object_that_lacks_one() -> None:
    """It is detected as soon as a construct reads it."""

    class Half:
        name = "half"

    with pytest.raises(AttributeError, match="version"):
        EksAddon(new_stack(), "Driver", cluster=Half(), name="test-driver")  # type: ignore[arg-type]  # that is the test
