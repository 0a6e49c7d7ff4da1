"""The cluster that a stack deploys to, and the storage of its state."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from constructs_lib.models.base import Model
from constructs_lib.models.eks.identity import PodIdentityAgentMode
from constructs_lib.models.kinds.aws import BucketName, ClusterName, Region, RoleArn, StateKey


class Authentication(StrEnum):
    """How the Kubernetes and Helm providers authenticate to the cluster."""

    #: ``aws eks get-token`` at each call: never expires during an apply; requires the AWS CLI where Terraform runs.
    EXEC = "exec"
    #: A token created once per plan and apply, valid for 15 minutes, and stored in neither; for runners without the AWS CLI.
    TOKEN = "token"  # noqa: S105  # the word, not a token


class ClusterConfig(Model):
    """An existing Amazon EKS cluster. It is read, never changed."""

    name: ClusterName
    """Name of the EKS cluster."""
    region: Region
    """AWS Region of the cluster, for example us-west-2."""
    authentication: Authentication = Authentication.EXEC
    """exec: `aws eks get-token`, which never expires during an apply. token: an ephemeral resource of the AWS provider, for runners without
    the AWS CLI; its token is valid for 15 minutes, and stored in neither plan nor state."""
    assume_role_arn: RoleArn | None = None
    """IAM role that Terraform assumes for AWS and for the cluster. Default: the caller's own identity."""
    pod_identity_agent: PodIdentityAgentMode = PodIdentityAgentMode.MANAGED
    """managed: the stack installs the add-on eks-pod-identity-agent if one of its add-ons uses identity: pod_identity, and leaves it
    running on destroy. existing: the add-on is already on the cluster and is looked up. built_in: EKS Auto Mode."""

    @property
    def kubeconfig_command(self) -> str:
        """Command that adds the cluster to the kubeconfig."""
        return f"aws eks update-kubeconfig --name {self.name} --region {self.region}"

    @property
    def login_programs(self) -> Sequence[str]:
        """Programs that the providers run to authenticate to the cluster."""
        return ("aws",) if self.authentication is Authentication.EXEC else ()


class S3BackendConfig(Model):
    """State in an S3 bucket, always encrypted and with an S3 lock file. Source: Terraform, backend type s3."""

    bucket: BucketName
    """Name of an existing bucket; versioning should be enabled on it."""
    key: StateKey
    """Path of the state object in the bucket."""
    region: Region
    """AWS Region of the bucket."""


class BackendConfig(Model):
    """Where Terraform stores the state."""

    s3: S3BackendConfig
    """An S3 bucket."""
