"""Resources of the AWS account and the cluster, from which the user chooses. What can't be read is not offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from jupyterhub_on_eks.cloud.errors import CloudError

#: Names of the add-ons here, by their names in EKS.
_ADD_ONS = {"aws-ebs-csi-driver": "ebs", "aws-efs-csi-driver": "efs", "eks-pod-identity-agent": "agent"}
_CONTROLLER = "aws-load-balancer-controller"
#: Provisioners of EBS volumes: the driver's, and that of EKS Auto Mode.
_EBS = {"ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com"}


class Session(Protocol):
    """A session with AWS."""

    @property
    def region(self) -> str | None:
        """Region of the services."""

    def ask(self, service: str, operation: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Call one operation."""

    def items(self, service: str, operation: str, key: str, parameters: dict[str, Any] | None = None) -> Iterable[Any]:
        """Yield the items of a list."""


class Api(Protocol):
    """The API server of a cluster."""

    def items(self, api_version: str, kind: str, *, namespace: str | None = None) -> list[dict[str, Any]]:
        """Return all objects of a kind."""


@dataclass(frozen=True, kw_only=True)
class OnCluster:
    """Resources of a cluster.

    Args:
        add_ons: installed add-ons: ebs, efs, agent, controller.
        auto_mode: whether it is in EKS Auto Mode.
        storage_classes: names of the classes that create volumes on EBS.
        unknown: what could not be read, and why.
    """

    add_ons: frozenset[str] = frozenset()
    auto_mode: bool = False
    storage_classes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass
class Account:
    """The account that the credentials belong to.

    Args:
        aws: a session. None: AWS is not contacted.
        unknown: what could not be read, and why.
    """

    aws: Session | None
    unknown: list[str] = field(default_factory=list)

    @property
    def region(self) -> str | None:
        """The Region of the environment or the profile."""
        return self.aws.region if self.aws else None

    def clusters(self) -> list[str]:
        """Return the names of the EKS clusters."""
        return self._names("clusters", lambda aws: aws.items("eks", "list_clusters", "clusters"))

    def certificates(self) -> dict[str, str]:
        """Return the issued certificates' ARNs by their main names."""
        found: dict[str, str] = {}

        def names(aws: Session) -> Iterable[str]:
            for entry in aws.items("acm", "list_certificates", "CertificateSummaryList", {"CertificateStatuses": ["ISSUED"]}):
                found[str(entry["DomainName"])] = str(entry["CertificateArn"])
            return found

        self._names("certificates", names)
        return found

    def hosted_zones(self) -> list[str]:
        """Return the names of the public Route 53 zones."""
        return self._names(
            "hosted zones",
            lambda aws: (
                zone["Name"].rstrip(".")
                for zone in aws.items("route53", "list_hosted_zones", "HostedZones")
                if not zone.get("Config", {}).get("PrivateZone")
            ),
        )

    def on_cluster(self, name: str, connect: Callable[[Any, str], Any]) -> OnCluster:
        """Return the resources of a cluster.

        Args:
            name: its name.
            connect: returns its API server, as a context manager; ``ClusterApi.of``.
        """
        if self.aws is None:
            return OnCluster()
        unknown: list[str] = []
        add_ons, classes, auto_mode = set(), [], False
        try:
            cluster = self.aws.ask("eks", "describe_cluster", {"name": name})["cluster"]
            auto_mode = bool(cluster.get("computeConfig", {}).get("enabled"))
            add_ons = {_ADD_ONS[key] for key in self.aws.items("eks", "list_addons", "addons", {"clusterName": name}) if key in _ADD_ONS}
            with connect(self.aws, name) as api:
                classes = [
                    entry["metadata"]["name"]
                    for entry in api.items("storage.k8s.io/v1", "StorageClass")
                    if entry.get("provisioner") in _EBS
                ]
                deployments = api.items("apps/v1", "Deployment", namespace="kube-system")
                add_ons |= {"controller"} & {"controller" for entry in deployments if entry["metadata"]["name"] == _CONTROLLER}
        except CloudError as error:
            unknown.append(f"the resources of the cluster {name}: {error}")
        return OnCluster(add_ons=frozenset(add_ons), auto_mode=auto_mode, storage_classes=tuple(sorted(classes)), unknown=tuple(unknown))

    def _names(self, what: str, ask: Callable[[Session], Iterable[str]]) -> list[str]:
        if self.aws is None:
            return []
        try:
            return sorted(ask(self.aws))
        except CloudError as error:
            self.unknown.append(f"{what}: {error}")
            return []
