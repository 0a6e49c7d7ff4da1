"""The API server of an EKS cluster, found by the cluster's name and Region, without a kubeconfig or kubectl's context."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.errors import Cause, CloudError, not_installed

if TYPE_CHECKING:
    from lightkube import KubeConfig

#: Variable with a kubeconfig that replaces EKS's endpoint and token; for tests on clusters outside of EKS.
OVERRIDE = "CLUSTER_KUBECONFIG"

#: Timeouts in seconds for connecting and for an answer.
_CONNECT, _READ = 5, 15

#: What `aws eks get-token` signs, and how long it is valid. Source: kubernetes-sigs/aws-iam-authenticator, README, "API authorization
#: from outside a cluster"; AWS CLI, ``customizations/eks/get_token.py``.
_TOKEN_PREFIX, _TOKEN_HEADER, _TOKEN_SECONDS = "k8s-aws-v1.", "x-k8s-aws-id", 60

#: lightkube's modules with the kinds, by API version.
_MODULES = {
    "apps/v1": "apps_v1",
    "batch/v1": "batch_v1",
    "networking.k8s.io/v1": "networking_v1",
    "rbac.authorization.k8s.io/v1": "rbac_authorization_v1",
    "storage.k8s.io/v1": "storage_v1",
    "apiextensions.k8s.io/v1": "apiextensions_v1",
    "v1": "core_v1",
}


class ClusterApi:
    """The API server of one cluster, read-only. Objects are mappings, as in Kubernetes' JSON. Threads may share it.

    It is a context manager that closes its connections.

    Args:
        config: endpoint and credentials.
        name: the cluster's name, for messages.

    Raises:
        CloudError: the extra ``cluster`` is not installed.
    """

    def __init__(self, config: KubeConfig, *, name: str) -> None:
        import httpx2  # noqa: PLC0415  # as in `of`
        from lightkube import Client  # noqa: PLC0415

        self.name = name
        self._client = Client(config, timeout=httpx2.Timeout(_READ, connect=_CONNECT))

    @classmethod
    def of(cls, aws: Aws, name: str) -> Self:
        """Return the API server of the EKS cluster with this name in the session's Region.

        Raises:
            CloudError: the extra ``cluster`` is not installed, there is no such cluster, or AWS can't be read.
        """
        try:
            import lightkube  # noqa: F401, PLC0415  # a third of a second, and only with the extra
        except ImportError as error:
            raise not_installed(error) from None
        if override := os.environ.get(OVERRIDE):
            from lightkube import KubeConfig  # noqa: PLC0415

            return cls(KubeConfig.from_file(override), name=name)
        cluster = aws.ask("eks", "describe_cluster", {"name": name})["cluster"]
        return cls(eks_config(cluster, token=eks_token(aws, name)), name=name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, api_version: str, kind: str, name: str, *, namespace: str | None = None) -> dict[str, Any] | None:
        """Return one object; None if it doesn't exist.

        Args:
            api_version: such as v1 or apps/v1.
            kind: such as Pod.
            name: its name.
            namespace: its namespace. Default: the kind has none.

        Raises:
            CloudError: no answer, or a refusal; see ``cause``.
        """
        resource = _resource(api_version, kind)
        try:
            with self._converting(f"get {kind} {name}"):
                found: dict[str, Any] = self._client.get(resource, name, namespace=namespace).to_dict()
                return found
        except CloudError as error:
            if error.cause is Cause.NOT_THERE:
                return None
            raise

    def items(
        self, api_version: str, kind: str, *, namespace: str | None = None, labels: Mapping[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """Return all objects of a kind.

        Args:
            api_version: as for `get`.
            kind: as for `get`.
            namespace: their namespace. Default: all namespaces.
            labels: labels to select. Default: any.

        Raises:
            CloudError: as `get`.
        """
        from lightkube import ALL_NS  # noqa: PLC0415  # as in `of`
        from lightkube.core.resource import NamespacedResource  # noqa: PLC0415

        resource = _resource(api_version, kind)
        within = (namespace or ALL_NS) if issubclass(resource, NamespacedResource) else None
        with self._converting(f"list {kind}"):
            return [item.to_dict() for item in self._client.list(resource, namespace=within, labels=dict(labels or {}))]

    @contextmanager
    def _converting(self, doing: str) -> Iterator[None]:
        """Convert errors of lightkube and of the connection."""
        import httpx2  # noqa: PLC0415  # as in `of`
        from lightkube import ApiError  # noqa: PLC0415

        try:
            yield
        except ApiError as error:
            raise _refused(int(error.status.code or 0), str(error.status.message), doing=doing, cluster=self.name) from None
        except httpx2.HTTPStatusError as error:
            raise _refused(error.response.status_code, error.response.reason_phrase, doing=doing, cluster=self.name) from None
        except httpx2.HTTPError as error:
            message = f"the API server of the cluster {self.name} did not answer ({type(error).__name__})"
            fix = "If its endpoint is private, run this inside its VPC or a network connected to it; otherwise check publicAccessCidrs and HTTPS_PROXY"
            raise CloudError(message, fix=fix, cause=Cause.UNREACHABLE) from None


def _resource(api_version: str, kind: str) -> Any:
    """Return lightkube's class for a kind."""
    return getattr(import_module(f"lightkube.resources.{_MODULES[api_version]}"), kind)


def _refused(status: int, message: str, *, doing: str, cluster: str) -> CloudError:
    """Return the API server's answer as an error."""
    match status:
        case HTTPStatus.UNAUTHORIZED:
            message = f"the cluster {cluster} does not accept this identity"
            fix = "Ask an administrator to create an access entry for it: aws eks create-access-entry, then associate-access-policy"
            return CloudError(message, fix=fix, cause=Cause.CREDENTIALS, code="Unauthorized")
        case HTTPStatus.FORBIDDEN:
            fix = "Ask an administrator to associate AmazonEKSAdminViewPolicy with your access entry, or bind a role that allows it"
            return CloudError(
                f"the cluster {cluster} does not allow this identity to {doing}: {message}", fix=fix, cause=Cause.DENIED, code="Forbidden"
            )
        case HTTPStatus.NOT_FOUND:
            return CloudError(message, cause=Cause.NOT_THERE, code="NotFound")
    return CloudError(f"the API server of the cluster {cluster} returns {status} for {doing}: {message}", code=str(status))


def eks_config(cluster: Mapping[str, Any], *, token: str) -> KubeConfig:
    """Return the configuration of a client, created in memory.

    Args:
        cluster: answer of EKS's DescribeCluster.
        token: identifies the caller to the API server.

    Raises:
        CloudError: the cluster has no endpoint yet.
    """
    from lightkube import KubeConfig  # noqa: PLC0415  # as in `ClusterApi.of`
    from lightkube.config.models import Cluster, User  # noqa: PLC0415

    endpoint = cluster.get("endpoint")
    if not endpoint:
        message = f"the cluster {cluster.get('name')} has no endpoint; its status is {cluster.get('status')}"
        raise CloudError(message, fix="Wait until it is ACTIVE", cause=Cause.UNREACHABLE)
    authority = (cluster.get("certificateAuthority") or {}).get("data")
    return KubeConfig.from_one(cluster=Cluster(server=endpoint, certificate_auth_data=authority), user=User(token=token))


def eks_token(aws: Aws, cluster: str) -> str:
    """Return a token as ``aws eks get-token`` does: a signed URL of STS that names the cluster. It is valid for 15 minutes.

    Args:
        aws: the session with the identity.
        cluster: the cluster's name.

    Raises:
        CloudError: there are no credentials.
    """
    from botocore.auth import SigV4QueryAuth  # noqa: PLC0415
    from botocore.awsrequest import AWSRequest  # noqa: PLC0415  # as in `Aws`

    region = aws.region or ""
    endpoint = aws.client("sts").meta.endpoint_url
    request = AWSRequest(
        method="GET",
        url=f"{endpoint}/?Action=GetCallerIdentity&Version=2011-06-15",
        headers={_TOKEN_HEADER: cluster},
    )
    SigV4QueryAuth(aws.credentials(), "sts", region, expires=_TOKEN_SECONDS).add_auth(request)
    return _TOKEN_PREFIX + base64.urlsafe_b64encode(request.url.encode()).decode().rstrip("=")
