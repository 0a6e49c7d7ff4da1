"""Which cluster a stack works on and where its state lies."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from constructs_lib.models.base import Model
from constructs_lib.models.eks.identity import PodIdentityAgentMode
from constructs_lib.models.kinds.aws import BucketName, ClusterName, Region, RoleArn, StateKey


class Authentication(StrEnum):
    """How the Kubernetes and Helm providers log in to the cluster."""

    #: ``aws eks get-token`` at each call: never expires in mid-apply; needs the AWS CLI where Terraform runs.
    EXEC = "exec"
    #: A token made once per plan and apply, good for 15 minutes, and kept in neither; for runners without the AWS CLI.
    TOKEN = "token"  # noqa: S105  # the word, not a token


class ClusterConfig(Model):
    """An existing Amazon EKS cluster. It is read, never changed."""

    name: ClusterName
    """Name of the EKS cluster."""
    region: Region
    """AWS Region of the cluster, for example us-west-2."""
    authentication: Authentication = Authentication.EXEC
    """exec: `aws eks get-token`, which never expires mid-apply. token: an ephemeral resource of the AWS provider, for runners without
    the AWS CLI; its token is good for 15 minutes of an apply, and in neither plan nor state."""
    assume_role_arn: RoleArn | None = None
    """IAM role that Terraform assumes for AWS and for the cluster. Default: the caller's own identity."""
    pod_identity_agent: PodIdentityAgentMode = PodIdentityAgentMode.MANAGED
    """managed: the stack installs the add-on eks-pod-identity-agent if one of its add-ons has identity: pod_identity, and leaves
    it running when it is destroyed. existing: it is on the cluster already, and looked up. built_in: EKS Auto Mode."""

    @property
    def kubeconfig_command(self) -> str:
        """Command that makes kubectl know the cluster."""
        return f"aws eks update-kubeconfig --name {self.name} --region {self.region}"

    @property
    def login_programs(self) -> Sequence[str]:
        """Programs that the providers run to log in to the cluster."""
        return ("aws",) if self.authentication is Authentication.EXEC else ()


class S3BackendConfig(Model):
    """State in an S3 bucket, always encrypted and with S3's own lock file. Source: Terraform, backend type s3."""

    bucket: BucketName
    """Name of an existing bucket, which should have versioning."""
    key: StateKey
    """Path of the state object in the bucket."""
    region: Region
    """AWS Region of the bucket."""


class BackendConfig(Model):
    """Where Terraform keeps the state."""

    s3: S3BackendConfig
    """An S3 bucket."""
