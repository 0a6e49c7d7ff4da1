"""The kinds of text: what each lets pass and refuses. The words of the refusals stand in tests/cases/."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError

from constructs_lib.models.kinds import aws, kubernetes, text, validators

#: Every kind by its name.
_KINDS = {**vars(aws), **vars(kubernetes), **vars(text)}
_TOKEN = "${TfToken[TOKEN.7]}"

_RIGHT: dict[str, list[object]] = {
    "Quantity": ["10Gi", "4Gi", "500Mi", "1.5Ti", "0.5Gi", "1k", "010Gi", "100G"],
    "DnsLabel": ["a", "jupyterhub", "hub-2", "0hub", "n" * 63],
    "DnsSubdomain": ["gp3", "efs.csi.aws.com", "a" * 63 + "." + "b" * 63],
    "ReleaseName": ["blueprints-addon-jupyterhub", "a.b", "r" * 53],
    "HostName": ["hub.example.org", "*.example.org", "a.b"],
    "DomainName": ["example.org", "org"],
    "RecordName": ["@", "hub", "hub.teaching"],
    "EmailAddress": ["admin@example.org", "a+b@x.example"],
    "BucketName": ["abc", "b", "my.bucket-1", "b" * 63],
    "BucketFolder": ["", "logs", "logs/hub"],
    "SubnetName": ["subnet-1", "public a"],
    "SslPolicy": ["ELBSecurityPolicy-TLS13-1-2-2021-06"],
    "StackName": ["quickstart", "A_1-b", "hub.v2", "x", "s" * 63],
    "ClusterName": ["research-cluster", "A_b-1", "c" * 100],
    "Region": ["us-west-2", "us-gov-east-1", "ap-southeast-10"],
    "Cidr": ["203.0.113.0/24", "0.0.0.0/0", "2001:db8::/32", "203.0.113.7/32"],
    "Url": ["https://a.example/x?y=z", "http://localhost:8080"],
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
    "EfsPath": ["/", "/home", "/a/b/c/d", "/" + "p" * 99],
}

_WRONG: dict[str, list[object]] = {
    "Quantity": ["4GB", "100", "", "Gi", "0Gi", "-1Gi", "1,5Gi", "10 Gi", "10gi", "1.5.5Gi", "10Gi\n", 100, 1.5, True, None],
    "DnsLabel": ["", "Hub", "a_b", "-a", "a-", "a.b", "n" * 64, "a\n", 7],
    "DnsSubdomain": ["a..b", ".a", "a.", "A.b", "a" * 254],
    "ReleaseName": ["r" * 54, "R", "a_b"],
    "HostName": ["org", "https://a.b", "a.b/x", "*.*.b", "a.*.b", "A.b", "a.b."],
    "DomainName": ["example.org.", "https://example.org", "Example.org", "*.example.org"],
    "RecordName": ["", "hub.", "@hub", "*"],
    "EmailAddress": ["admin", "admin@localhost", "a b@example.org", "a@b@example.org"],
    "BucketName": ["", "s3://bucket", "Bucket", "b" * 64, "-ab"],
    "BucketFolder": ["/logs", "logs/", "a,b", "a=b", "a b"],
    "SubnetName": ["", "a,b", " a"],
    "SslPolicy": ["TLS13", "ELBSecurityPolicy-"],
    "StackName": ["", "my stack", ".a", "a.", "-a", "a-", "../x", "s" * 64],
    "ClusterName": ["", "-a", "a b", "c" * 101],
    "Region": ["Oregon", "us-west", "us_west_2", "us-west-2a"],
    "Cidr": ["203.0.113.7/24", "203.0.113.7", "2001:db8::", "203.0.113.0/33", "everywhere", ""],
    "Url": ["hub.example.org", "ftp://a.example", "https://", "https://a b", 'https://a"', "https://a\\b", "javascript:x"],
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
    "SubnetId": ["subnet-1", "subnet-0123456789abcdef01"],
    "EfsPath": ["home", "//", "/a/", "/a//b", "/a/../b", "/.", "/..", "/a/.hidden", "/a/b/c/d/e", "/" + "p" * 100, "/$HOME"],
}


def _pairs(values: dict[str, list[object]]) -> list[Any]:
    return [pytest.param(kind, value, id=f"{kind}-{str(value)[:20]!r}") for kind, several in values.items() for value in several]


@pytest.mark.parametrize(("kind", "value"), _pairs(_RIGHT))
def test_right_text_passes_unchanged(kind: str, value: object) -> None:
    """What is allowed comes out as it went in."""
    assert value == TypeAdapter(_KINDS[kind]).validate_python(value)


@pytest.mark.parametrize(("kind", "value"), _pairs(_WRONG))
def test_wrong_text_is_refused(kind: str, value: object) -> None:
    """What AWS, Kubernetes or Helm would refuse minutes later is refused here."""
    with pytest.raises(ValidationError):
        TypeAdapter(_KINDS[kind]).validate_python(value)


@pytest.mark.parametrize("kind", sorted(_RIGHT))
def test_token_passes(kind: str) -> None:
    """What Terraform computes can't be judged at synth."""
    assert _TOKEN == TypeAdapter(_KINDS[kind]).validate_python(_TOKEN)


def test_is_token() -> None:
    """A token anywhere in text is one; other values, and Terraform's own expressions, are not."""
    assert validators.is_token(f"https://{_TOKEN}/x")
    assert not validators.is_token("${aws_vpc.x.id}")
    assert not validators.is_token(7)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_free_values_are_json(value: float) -> None:
    """A number that JSON can't express is refused at every depth."""
    with pytest.raises(
        ValidationError,
        match=r"error, holds a number that JSON can't express \(NaN or infinity\); write a finite one, or put it in quotes ",
    ):
        TypeAdapter(text.FreeValues).validate_python({"a": [{"b": value}]})


def test_free_values_stay_as_they_are() -> None:
    """Null, lists and nested mappings are handed on."""
    values = {"a": None, "b": [1, 2.5, True, "x", {"c": None}]}

    assert values == TypeAdapter(text.FreeValues).validate_python(values)


def _checked(*validators: AfterValidator | BeforeValidator) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[Any, *validators])


def _refusal(adapter: TypeAdapter[Any], value: object) -> str:
    with pytest.raises(ValidationError) as error:
        adapter.validate_python(value)
    (line,) = error.value.errors()
    return str(line["ctx"]["error"])


def test_matching_says_its_rule() -> None:
    """The whole text has to match, and it's refused in the words of the rule; without a length it may be long."""
    kind = _checked(validators.matching("a+", "holds more than the letter a"))

    assert ["a", "a" * 999, _TOKEN] == [kind.validate_python(value) for value in ("a", "a" * 999, _TOKEN)]
    assert ["holds more than the letter a"] * 2 == [_refusal(kind, value) for value in ("ab", "")]


def test_matching_says_the_length() -> None:
    """At most the longest passes; beyond it the length is the message, whatever else is wrong."""
    kind = _checked(validators.matching("a+", "holds more than the letter a", longest=3))

    assert "aaa" == kind.validate_python("aaa")
    assert "has 4 characters; at most 3 are allowed. Shorten it" == _refusal(kind, "aaab")


def test_number_is_refused_in_the_words_of_the_text() -> None:
    """Numbers alone are; for the rest the next check has words of its own."""
    kind = _checked(validators.text_not_number("is no text"))

    assert [True, "1", None] == [kind.validate_python(value) for value in (True, "1", None)]
    assert ["is no text"] * 2 == [_refusal(kind, value) for value in (1, 1.5)]


def test_refusal_is_in_the_words_of_the_rule() -> None:
    """Whatever the check itself says, the user reads the rule."""
    kind = _checked(validators.unless_token(int, "is no number"))

    assert ["1", _TOKEN] == [kind.validate_python(value) for value in ("1", _TOKEN)]
    assert "is no number" == _refusal(kind, "a")


def test_arn_shows_how_it_looks() -> None:
    """Service and resource have to match, in any partition, Region and account; the message has the example."""
    kind = _checked(validators.arn("kms", "key/[a-z]+", "arn:aws:kms:…"))
    right = ["arn:aws:kms:us-west-2:111122223333:key/abc", "arn:aws-cn:kms:::key/abc"]

    assert right == [kind.validate_python(value) for value in right]
    assert ["is not an ARN of this kind; it looks like arn:aws:kms:…"] * 3 == [
        _refusal(kind, value) for value in ("arn:aws:s3:::key/abc", "arn:aws:kms:::alias/abc", "arn:aws:kms:us-west-2:11112222333:key/abc")
    ]
    assert kind.validate_python(f"arn:aws:kms:::key/{'a' * 2030}")
    assert "has 2049 characters; at most 2048 are allowed. Shorten it" == _refusal(kind, f"arn:aws:kms:::key/{'a' * 2031}")


@pytest.mark.parametrize("kind", ["StackName", "TagKey"])
def test_words_of_javascript(kind: str) -> None:
    """CDKTF would take them for names that are taken."""
    expected = "is a word that CDKTF's JavaScript keeps to itself; write another name, for example with a number behind it"

    assert expected == _refusal(TypeAdapter(_KINDS[kind]), "constructor")
