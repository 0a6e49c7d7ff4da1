"""Attributes of an EKS cluster that constructs read."""

from __future__ import annotations

from typing import Protocol

from constructs_lib.terraform.dependencies import Dependables


class Cluster(Protocol):
    """An EKS cluster, such as `ExistingCluster` or your own construct."""

    @property
    def name(self) -> str:
        """Name of the cluster."""

    @property
    def arn(self) -> str:
        """ARN of the cluster."""

    @property
    def version(self) -> str:
        """Kubernetes version, for example 1.34."""

    @property
    def oidc_issuer(self) -> str:
        """URL of the cluster's OpenID Connect issuer."""

    def pod_identity_ready(self) -> Dependables:
        """Return what to wait for before starting pods that get their role from EKS Pod Identity."""
