"""The site of a stack: its hub file, account, Region and cluster. Each answer is read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Self

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.blueprint import Blueprint
from constructs_lib.hub_files.model import HubFile
from constructs_lib.models.add_on import AddOnProps
from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.cloud.once import Once


class StackSite:
    """A hub file, with what exists in AWS and on its cluster. Threads may share it. It is a context manager that closes connections.

    Args:
        file: the hub file.
        aws: returns the session. Default: the caller's, in the cluster's Region and role.
        api: returns the API server. Default: that of the file's EKS cluster.
    """

    def __init__(
        self,
        file: HubFile,
        *,
        aws: Callable[[], Aws] | None = None,
        api: Callable[[Aws, str], ClusterApi] = ClusterApi.of,
    ) -> None:
        self.file = file
        self.once = Once()
        self._make_aws = aws or (lambda: Aws.of(file.cluster))
        self._make_api = api
        self._made_api: ClusterApi | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *arguments: object) -> None:
        if self._made_api:
            self._made_api.__exit__(*arguments)

    @cached_property
    def blueprint(self) -> Blueprint:
        """The add-ons, with the names of their releases."""
        return self.file.blueprint()

    @property
    def hubs(self) -> list[JupyterHubAddOn]:
        """The hubs of the stack."""
        return [add_on for add_on in self.blueprint.add_ons if isinstance(add_on, JupyterHubAddOn)]

    @property
    def others(self) -> list[AddOnProps]:
        """The add-ons that are not hubs."""
        return [add_on for add_on in self.blueprint.add_ons if not isinstance(add_on, JupyterHubAddOn)]

    @property
    def aws(self) -> Aws:
        """The session with AWS.

        Raises:
            CloudError: there is no session; here and below, see `Aws.ask`.
        """
        return self.once("aws", self._make_aws)

    @property
    def caller(self) -> Mapping[str, Any]:
        """The caller: Account, Arn."""
        return self.once("caller", lambda: self.aws.ask("sts", "get_caller_identity"))

    @property
    def cluster(self) -> Mapping[str, Any]:
        """The cluster as EKS describes it."""
        return self.once("cluster", self._describe_cluster)

    @property
    def api(self) -> ClusterApi:
        """The cluster's API server."""
        return self.once("api", self._reach)

    @property
    def auto_mode(self) -> bool:
        """Whether EKS Auto Mode runs the cluster's nodes. Source: EKS API, ``ComputeConfigResponse``."""
        return bool((self.cluster.get("computeConfig") or {}).get("enabled"))

    @property
    def vpc(self) -> Mapping[str, Any]:
        """The cluster's network: vpcId, subnetIds, clusterSecurityGroupId."""
        return dict(self.cluster.get("resourcesVpcConfig") or {})

    def add_on(self, name: str) -> Mapping[str, Any] | None:
        """Return an EKS add-on of the cluster; None if it isn't installed as one."""

        def ask() -> Mapping[str, Any] | None:
            found = self.aws.find("eks", "describe_addon", {"clusterName": self.cluster["name"], "addonName": name})
            return found["addon"] if found else None

        return self.once(("add-on", name), ask)

    def objects(self, api_version: str, kind: str, *, namespace: str | None = None) -> Sequence[Mapping[str, Any]]:
        """Return the cluster's objects of a kind."""
        return self.once((api_version, kind, namespace), lambda: self.api.items(api_version, kind, namespace=namespace))

    @property
    def instances(self) -> list[Mapping[str, Any]]:
        """The EC2 instances of the cluster's nodes, by the ids of the nodes."""
        return self.once("instances", self._instances)

    def _describe_cluster(self) -> Mapping[str, Any]:
        name, region = self.file.cluster.name, self.file.cluster.region
        found = self.aws.find("eks", "describe_cluster", {"name": name})
        if found is None:
            fix = f"Correct cluster.name and cluster.region; `aws eks list-clusters --region {region}` lists the clusters"
            raise CloudError(
                f"there is no EKS cluster {name} in {region} in account {self.caller['Account']}", fix=fix, cause=Cause.NOT_THERE
            )
        return dict(found["cluster"])

    def _reach(self) -> ClusterApi:
        found = self._made_api = self._make_api(self.aws, self.file.cluster.name)
        found.get("v1", "Namespace", "kube-system")
        return found

    def _instances(self) -> list[Mapping[str, Any]]:
        places = [str((node.get("spec") or {}).get("providerID") or "") for node in self.objects("v1", "Node")]
        ids = sorted({place.rpartition("/")[2] for place in places if place.startswith("aws:") and "/i-" in place})
        if not ids:
            return []
        found = self.aws.items("ec2", "describe_instances", "Reservations", {"Filters": [{"Name": "instance-id", "Values": ids[:200]}]})
        return [instance for reservation in found for instance in reservation["Instances"]]
