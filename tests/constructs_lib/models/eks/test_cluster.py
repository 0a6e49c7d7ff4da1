"""The cluster of a stack, and the location of its state. The messages are in tests/cases/."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.eks.cluster import Authentication, BackendConfig, ClusterConfig, S3BackendConfig
from constructs_lib.models.eks.identity import PodIdentityAgentMode


def test_defaults() -> None:
    """The providers log in with the AWS CLI, as the caller, and the stack manages the Pod Identity Agent."""
    cluster = ClusterConfig(name="research-cluster", region="us-west-2")

    assert Authentication.EXEC is cluster.authentication
    assert cluster.assume_role_arn is None
    assert PodIdentityAgentMode.MANAGED is cluster.pod_identity_agent


def test_enumerations_of_a_hub_file() -> None:
    """They are written as plain text."""
    cluster = ClusterConfig.model_validate(
        {"name": "c", "region": "us-west-2", "authentication": "token", "pod_identity_agent": "built_in"}
    )

    assert (Authentication.TOKEN, PodIdentityAgentMode.BUILT_IN) == (cluster.authentication, cluster.pod_identity_agent)


def test_commands() -> None:
    """Those that configure kubectl for the cluster, and those that the providers run."""
    cluster = ClusterConfig(name="research-cluster", region="us-west-2")

    assert "aws eks update-kubeconfig --name research-cluster --region us-west-2" == cluster.kubeconfig_command
    assert ("aws",) == cluster.login_programs
    assert () == cluster.model_copy(update={"authentication": Authentication.TOKEN}).login_programs


def test_bucket_is_a_name() -> None:
    """A bucket's URL would fail only when Terraform starts."""
    with pytest.raises(ValidationError, match="is not the name of an S3 bucket"):
        S3BackendConfig(bucket="s3://states", key="hub.tfstate", region="us-west-2")


@pytest.mark.parametrize("key", ["", "k" * 1025])
def test_key_of_the_state(key: str) -> None:
    """S3 accepts keys of 1 to 1024 characters."""
    with pytest.raises(ValidationError):
        S3BackendConfig(bucket="states", key=key, region="us-west-2")


def test_backend_is_one_of_those_known() -> None:
    """An unknown kind of backend is not ignored."""
    with pytest.raises(ValidationError, match="unknown key; allowed keys: s3"):
        BackendConfig.model_validate({"gcs": {}})
