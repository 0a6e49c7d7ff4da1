"""An account, and a person who answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from jupyterhub_on_eks.cloud.errors import CloudError

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
LISTS: dict[str, list[Any]] = {
    "list_clusters": ["lab", "research"],
    "list_addons": ["aws-ebs-csi-driver", "vpc-cni", "eks-pod-identity-agent"],
    "list_certificates": [{"DomainName": "*.example.org", "CertificateArn": ARN}],
    "list_hosted_zones": [{"Name": "example.org."}, {"Name": "inside.example.org.", "Config": {"PrivateZone": True}}],
}


class FakeAws:
    """A session with an account."""

    region = "us-west-2"

    def __init__(self, *denied: str, auto_mode: bool = False) -> None:
        self.denied, self.auto_mode = denied, auto_mode

    def ask(self, service: str, operation: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Describe a cluster."""
        del service, operation, parameters
        return {"cluster": {"computeConfig": {"enabled": self.auto_mode}}}

    def items(self, service: str, operation: str, key: str, parameters: dict[str, Any] | None = None) -> list[Any]:
        """List what it has."""
        del key, parameters
        if operation in self.denied:
            raise CloudError(f"{service} denies {operation}")
        return LISTS[operation]


class FakeApi:
    """A cluster with two classes and the load balancer controller."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def items(self, api_version: str, kind: str, *, namespace: str | None = None) -> list[dict[str, Any]]:
        """List objects."""
        del api_version, namespace
        if kind == "Deployment":
            return [{"metadata": {"name": "coredns"}}, {"metadata": {"name": "aws-load-balancer-controller"}}]
        return [
            {"metadata": {"name": "gp2"}, "provisioner": "ebs.csi.aws.com"},
            {"metadata": {"name": "efs"}, "provisioner": "efs.csi.aws.com"},
        ]


class Answering:
    """A person who gives prepared answers, by words of the question."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers, self.asked, self.offered = answers, list[str](), dict[str, list[str]]()

    def choose(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Choose the prepared answer, or else the first."""
        del default
        self.asked.append(question)
        self.offered[question] = list(choices)
        return self.answers.get(question, next(iter(choices)))

    def text(self, question: str, *, default: str = "") -> str:
        """Type the prepared answer, or else the default."""
        self.asked.append(question)
        return self.answers.get(question, default)
