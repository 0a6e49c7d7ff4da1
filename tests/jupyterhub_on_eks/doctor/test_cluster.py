"""The caller, and the cluster."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.doctor import cluster
from tests.jupyterhub_on_eks.cloud.answers import CALLER, CLUSTER, DESCRIBED, EBS, hub, item, site
from tests.jupyterhub_on_eks.doctor.looking import one

ROLE = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/deployer"


def _cluster(**changes: Any) -> dict[str, Any]:
    return {"eks.describe_cluster": {"cluster": {**DESCRIBED, **changes}}}


def test_credentials() -> None:
    """The caller, and its account."""
    assert ("ok", f"{CALLER['Arn']} in account 111122223333") == one(cluster.credentials, site(EBS))


def test_cluster() -> None:
    """Active, with its version; otherwise a failure."""
    assert ("ok", f"{CLUSTER} in us-west-2 with Kubernetes 1.34") == one(cluster.cluster, site(EBS))
    assert "failure" == one(cluster.cluster, site(EBS, aws=_cluster(status="UPDATING")))[0]


@pytest.mark.parametrize(
    ("chart", "kubernetes", "message"),
    [
        ("4.4.0", "1.27", "chart 4.4.0 of jupyterhub needs Kubernetes 1.28 or later, but the cluster has 1.27"),
        ("2.0.0", "1.19", "chart 2.0.0 of jupyterhub needs Kubernetes 1.20"),
        ("2.0.0", "1.30", "the user scheduler of chart 2.0.0 of jupyterhub fails on Kubernetes 1.30. Use chart 3.0.0 or later"),
        ("3.3.8", "1.34", None),
        ("4.4.0", "1.28", None),
    ],
)
def test_versions(chart: str, kubernetes: str, message: str | None) -> None:
    """The cluster's Kubernetes version is supported by the hub's chart."""
    found = [finding.line for finding in cluster.cluster(site(EBS, hub(version=chart), aws=_cluster(version=kubernetes)))]

    assert message is None if len(found) == 1 else str(message) in found[1]


def test_api_server() -> None:
    """It answers."""
    assert ("ok", f"{CLUSTER} answers (public endpoint)") == one(cluster.api_server, site(EBS))


@pytest.mark.parametrize(
    ("mode", "entries", "policies", "level", "message"),
    [
        ("API", [ROLE], ["AmazonEKSClusterAdminPolicy"], "ok", "access entry with AmazonEKSClusterAdminPolicy"),
        ("API", [ROLE], ["AmazonEKSViewPolicy"], "warning", "has AmazonEKSViewPolicy. A deployment creates cluster roles"),
        ("API", [ROLE], [], "warning", "has Kubernetes groups only"),
        (
            "API",
            ["arn:aws:iam::111122223333:role/other", ROLE.replace("1111", "4444")],
            [],
            "failure",
            "has no access entry. Ask an administrator",
        ),
        ("API_AND_CONFIG_MAP", [], [], "ok", "listed in the ConfigMap aws-auth"),
        ("CONFIG_MAP", [], [], "ok", "listed in the ConfigMap aws-auth"),
    ],
)
def test_access(mode: str, entries: list[str], policies: list[str], level: str, message: str) -> None:
    """A session's role is found among access entries by its name and account."""
    listed = [{"policyArn": f"arn:aws:eks::aws:cluster-access-policy/{name}", "accessScope": {"type": "cluster"}} for name in policies]
    answers = {
        **_cluster(accessConfig={"authenticationMode": mode}),
        "eks.list_access_entries": {"accessEntries": entries},
        "eks.list_associated_access_policies": {"associatedAccessPolicies": listed},
    }
    aws_auth = item("ConfigMap", "aws-auth", "kube-system", data={"mapRoles": "- rolearn: arn:aws:iam::111122223333:role/deployer"})
    found = one(cluster.access, site(EBS, aws=answers, objects=[aws_auth]))

    assert level == found[0]
    assert message in found[1]


def test_the_creator() -> None:
    """It is in no list, and recognized anyway."""
    found = one(cluster.access, site(EBS, aws=_cluster(accessConfig={"authenticationMode": "CONFIG_MAP"})))

    assert ("ok", "accepted without an access entry, as the cluster's creator is") == found
