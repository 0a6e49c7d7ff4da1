"""The session with AWS."""

from __future__ import annotations

import subprocess
import sys

import pytest

from constructs_lib.models.eks.cluster import ClusterConfig
from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from tests.aws.client import Double
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.screens import environment

REGION = "us-west-2"
CLUSTER = {"kind": "cluster", "region": REGION, "name": "c", "add_ons": ["aws-ebs-csi-driver"]}


@pytest.fixture
def there(double: Double, monkeypatch: pytest.MonkeyPatch) -> Double:
    """The double with one cluster, which AWS_ENDPOINT_URL points at."""
    double.seed([CLUSTER])
    for name, value in double.environment().items():
        monkeypatch.setenv(name, value)
    return double


@pytest.mark.aws
@pytest.mark.usefixtures("there")
def test_it_sends_requests() -> None:
    """One request, a list, and a missing object."""
    aws = Aws(region=REGION)

    assert "c" == aws.ask("eks", "describe_cluster", {"name": "c"})["cluster"]["name"]
    assert ["c"] == list(aws.items("eks", "list_clusters", "clusters"))
    assert aws.find("eks", "describe_cluster", {"name": "d"}) is None
    with pytest.raises(CloudError, match="No cluster found for name: d") as refused:
        aws.ask("eks", "describe_cluster", {"name": "d"})
    assert Cause.NOT_THERE is refused.value.cause


@pytest.mark.aws
@pytest.mark.usefixtures("there")
def test_it_assumes_the_role_of_the_hub_file() -> None:
    """It sees what Terraform will see, in the cluster's Region."""
    cluster = ClusterConfig.model_validate({"name": "c", "region": REGION, "assume_role_arn": "arn:aws:iam::123456789012:role/deployer"})
    aws = Aws.of(cluster)

    assert REGION == aws.region
    assert ":assumed-role/deployer/jupyterhub-on-eks" in aws.ask("sts", "get_caller_identity")["Arn"]


def test_no_credentials() -> None:
    """A message, at the first request and before a token is signed."""
    aws = Aws(region=REGION)
    with pytest.raises(CloudError, match="credentials were not found") as asked:
        aws.ask("eks", "list_clusters")
    with pytest.raises(CloudError, match="credentials were not found") as signed:
        aws.credentials()

    assert [Cause.CREDENTIALS] * 2 == [asked.value.cause, signed.value.cause]


@pytest.mark.usefixtures("keys")
def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed port gives no traceback."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(CloudError, match="eks did not answer in us-west-2") as error:
        list(Aws(region=REGION).items("eks", "list_clusters", "clusters"))

    assert (Cause.UNREACHABLE, True) == (error.value.cause, "Check the network" in str(error.value))


@pytest.mark.usefixtures("keys")
def test_no_region() -> None:
    """The environment sets none, and no hub file was read."""
    aws = Aws()
    assert aws.region is None
    with pytest.raises(CloudError, match="no AWS Region is set"):
        aws.ask("eks", "list_clusters")


def test_no_such_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS_PROFILE is misspelt."""
    monkeypatch.setenv("AWS_PROFILE", "lba")
    with pytest.raises(CloudError, match=r"lba\) could not be found. Set AWS_PROFILE"):
        Aws(region=REGION)


def test_without_the_extra() -> None:
    """One message with the command that installs it, in place of a traceback."""
    program = (
        "import sys; sys.modules['boto3'] = None\nfrom jupyterhub_on_eks.cloud.aws import Aws\ntry: Aws()\nexcept Exception as e: print(e)"
    )
    run = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True)

    assert f"boto3 is not installed. Run: pip install '{ROOT}[cluster]', or pipx install --force '{ROOT}[cluster]'.\n" == run.stdout
