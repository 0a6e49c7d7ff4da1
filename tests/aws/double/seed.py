"""Resources that the tests' stacks expect in AWS: clusters with their network, zones, certificates, secrets."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import boto3
from moto.core import DEFAULT_ACCOUNT_ID
from moto.efs.models import efs_backends
from moto.eks.models import eks_backends

_TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


class Seed:
    """Fills the double through its API, as a person with the AWS CLI would.

    Args:
        url: address of the double.
        region: AWS Region in which everything is created.
    """

    def __init__(self, url: str, region: str) -> None:
        session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=region)
        names = ("acm", "ec2", "efs", "eks", "iam", "route53", "s3", "secretsmanager")
        self._clients = {name: session.client(name, endpoint_url=url) for name in names}
        self._region = region

    def cluster(self, name: str, add_ons: list[str]) -> None:
        """Create a cluster in its own network: two subnets, one private and one public, in each of three zones."""
        ec2 = self._clients["ec2"]
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{16 * number}.0/20", AvailabilityZone=f"{self._region}{'abc'[number % 3]}")
            for number in range(6)
        ]
        ids = [subnet["Subnet"]["SubnetId"] for subnet in subnets]
        role = self._clients["iam"].create_role(RoleName=f"{name}-{self._region}", AssumeRolePolicyDocument=json.dumps(_TRUST))["Role"]
        made = self._clients["eks"].create_cluster(
            name=name, version="1.34", roleArn=role["Arn"], resourcesVpcConfig={"subnetIds": ids}
        )  # fmt: skip
        issuer = made["cluster"]["identity"]["oidc"]["issuer"]
        self._clients["iam"].create_open_id_connect_provider(Url=issuer, ClientIDList=["sts.amazonaws.com"])
        for add_on in add_ons:
            self._clients["eks"].create_addon(clusterName=name, addonName=add_on)

    def ip_family(self, name: str, family: str) -> None:
        """Set another address family on an existing cluster, which AWS never does."""
        eks_backends[DEFAULT_ACCOUNT_ID][self._region].clusters[name].kubernetes_network_config = {"ipFamily": family}

    def file_system(self, id: str) -> None:
        """Create a file system with a given id, which AWS doesn't allow."""
        made = self._clients["efs"].create_file_system(CreationToken=id)["FileSystemId"]
        known = efs_backends[DEFAULT_ACCOUNT_ID][self._region].file_systems_by_id
        known[id] = file_system = known.pop(made)
        file_system.file_system_id = id
        file_system.file_system_arn = file_system.file_system_arn.replace(made, id)

    def certificate(self, domain_name: str) -> None:
        """Create an issued certificate."""
        self._clients["acm"].request_certificate(DomainName=domain_name, ValidationMethod="DNS")

    def zone(self, name: str, *, private: bool) -> None:
        """Create a hosted zone; a private one in the network of the first subnet found."""
        place: dict[str, Any] = {}
        if private:
            vpc = self._clients["ec2"].describe_subnets()["Subnets"][0]["VpcId"]
            place = {"VPC": {"VPCRegion": self._region, "VPCId": vpc}, "HostedZoneConfig": {"PrivateZone": True}}
        self._clients["route53"].create_hosted_zone(Name=name, CallerReference=f"{name} {self._region} {private}", **place)

    def bucket(self, name: str) -> None:
        """Create a bucket."""
        self._clients["s3"].create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": self._region})

    def secret(self, name: str, text: str = '{"client_secret": "none"}') -> None:
        """Create a secret, whose value states that it is not one unless another is given."""
        self._clients["secretsmanager"].create_secret(Name=name, SecretString=text)


def create_all(url: str, wanted: list[dict[str, Any]]) -> None:
    """Create what is wanted, in the given order.

    Args:
        url: address of the double.
        wanted: dictionaries with ``region``, ``kind`` (a method of :class:`Seed`) and that method's arguments.
    """
    for item in wanted:
        arguments = dict(item)
        seed = _seed(url, arguments.pop("region"))
        getattr(seed, arguments.pop("kind"))(**arguments)


@cache
def _seed(url: str, region: str) -> Seed:
    """Create the clients once: each costs more time than its use."""
    return Seed(url, region)
