"""Names, ids and ARNs of AWS: what each accepts and refuses. The messages are in tests/cases/."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from constructs_lib.models.kinds import aws
from tests.constructs_lib.models.kinds.allowed import TOKEN, is_refused, pairs, passes, refusal

_RIGHT: dict[str, list[object]] = {
    "BucketName": ["abc", "b", "my.bucket-1", "b" * 63],
    "BucketFolder": ["", "logs", "logs/hub"],
    "SubnetName": ["subnet-1", "public a"],
    "SslPolicy": ["ELBSecurityPolicy-TLS13-1-2-2021-06"],
    "ClusterName": ["research-cluster", "A_b-1", "c" * 100],
    "Region": ["us-west-2", "us-gov-east-1", "ap-southeast-10"],
    "CertificateArn": [
        "arn:aws:acm:us-west-2:111122223333:certificate/1234",
        "arn:aws-us-gov:acm:us-gov-west-1:111122223333:certificate/1",
        "arn:aws:iam::111122223333:server-certificate/path/name",
    ],
    "WebAclArn": ["arn:aws:wafv2:us-west-2:111122223333:regional/webacl/hub/12ab-34"],
    "RoleArn": ["arn:aws:iam::111122223333:role/path/name", "arn:aws-cn:iam::111122223333:role/x"],
    "KmsKeyArn": ["arn:aws:kms:us-west-2:111122223333:key/1234abcd"],
    "FileSystemId": ["fs-01234567", "fs-0123456789abcdef0"],
    "SubnetId": ["subnet-01234567", "subnet-0123456789abcdef0"],
    "SecurityGroupId": ["sg-01234567", "sg-0123456789abcdef0"],
    "EfsPath": ["/", "/home", "/a/b/c/d", "/" + "p" * 99],
    "StateKey": ["a", "hubs/research.tfstate", "a b/c.d", "..a/b..", "\u00e9" * 508],
    "TagValue": ["", "a b", "caf\u00e9", "_.:/=+-@", "v" * 256],
    "TagKey": ["team", "cost center", "a/b:c=d+e@f-g_h.i", "k" * 128],
}

_WRONG: dict[str, list[object]] = {
    "BucketName": ["", "s3://bucket", "Bucket", "b" * 64, "-ab", "a..b", "192.0.2.1"],
    "BucketFolder": ["/logs", "logs/", "a,b", "a=b", "a b"],
    "SubnetName": ["", "a,b", " a"],
    "SslPolicy": ["TLS13", "ELBSecurityPolicy-"],
    "ClusterName": ["", "-a", "a b", "c" * 101],
    "Region": ["Oregon", "us-west", "us_west_2", "us-west-2a"],
    "CertificateArn": [
        "cert",
        "arn:aws:acm:us-west-2:1:certificate/1",
        "arn:aws:s3:::bucket",
        "arn:aws:acm:us-west-2:111122223333:certificate/",
    ],
    "WebAclArn": ["arn:aws:wafv2:us-east-1:111122223333:global/webacl/hub/1"],
    "RoleArn": ["admin", "arn:aws:iam::111122223333:user/x"],
    "KmsKeyArn": ["arn:aws:kms:us-west-2:111122223333:alias/x", "1234abcd"],
    "FileSystemId": ["fs-1", "fs-XYZ01234", "fsap-01234567"],
    "SecurityGroupId": ["sg-1", "sg-0123456", "sg-0123456789abcdef01", "sgr-01234567", "SG-01234567"],
    "SubnetId": ["subnet-1", "subnet-0123456", "subnet-0123456789abcdef01"],
    "EfsPath": ["home", "//", "/a/", "/a//b", "/a/../b", "/.", "/..", "/a/.hidden", "/a/b/c/d/e", "/" + "p" * 100, "/$HOME"],
    "StateKey": ["", "/", "/a", "a/", "a//b", "a\tb", "a\n", " a", "a ", "../a", "a/../b", "a/.", ".", "a\\b", "k" * 1018, "\u00e9" * 509],
    "TagValue": ["v" * 257, "a\tb", "a\n", "a#b", "${x}"],
    "TagKey": ["", "aws:team", "AWS:team", "k" * 129, "a#b", "a\n"],
}


@pytest.mark.parametrize(("kind", "value"), pairs(_RIGHT))
def test_right_text_passes_unchanged(kind: str, value: object) -> None:
    """Valid text is not changed."""
    assert passes(getattr(aws, kind), value)


@pytest.mark.parametrize(("kind", "value"), pairs(_WRONG))
def test_wrong_text_is_refused(kind: str, value: object) -> None:
    """What AWS, Kubernetes or Helm would refuse minutes later is refused here."""
    assert is_refused(getattr(aws, kind), value)


@pytest.mark.parametrize("kind", sorted(_RIGHT))
def test_token_passes(kind: str) -> None:
    """What Terraform computes can't be checked at synth."""
    assert passes(getattr(aws, kind), TOKEN)


def test_every_kind_is_tested() -> None:
    """A kind without valid and invalid values here might accept anything."""
    kinds = {name for name in vars(aws) if hasattr(getattr(aws, name), "__metadata__")}

    assert kinds == set(_RIGHT) == set(_WRONG)


def test_reserved_names_of_javascript() -> None:
    """CDKTF would treat them as names that are in use."""
    expected = "is a reserved name in CDKTF; use another name, for example with a numeric suffix"

    assert expected == refusal(TypeAdapter(aws.TagKey), "constructor")
