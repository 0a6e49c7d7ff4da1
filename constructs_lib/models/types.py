"""The kinds of text that a hub file's values may be: quantities, names, addresses, each with what is allowed in words.

Every check lets CDKTF tokens pass: a value that Terraform computes can't be judged at synth.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, JsonValue

#: How CDKTF marks a value that is known only to Terraform.
TOKEN_MARK = "${TfToken["  # noqa: S105  # no secret: a token of the CDK


def is_token(value: object) -> bool:
    """Tell whether the text holds a CDKTF token, so that nothing can be said of it at synth."""
    return isinstance(value, str) and TOKEN_MARK in value


def matching(pattern: str, rule: str, *, longest: int | None = None) -> AfterValidator:
    """Make a validator of text: the whole of it must match, and be no longer than ``longest`` characters."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if is_token(value):
            return value
        if longest is not None and len(value) > longest:
            raise ValueError(f"has {len(value)} characters; at most {longest} are allowed. Shorten it")
        if not compiled.fullmatch(value):
            raise ValueError(rule)
        return value

    return AfterValidator(check)


#: What every object of JavaScript has already, so that CDKTF, which keeps constructs by their names, takes them for taken.
OF_JAVASCRIPT = frozenset({
    "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__", "constructor", "hasOwnProperty",
    "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
})  # fmt: skip


def not_of_javascript(name: str) -> str:
    """Refuse a name that CDKTF can't give to anything.

    Raises:
        ValueError: it is such a name.
    """
    if name in OF_JAVASCRIPT:
        raise ValueError("is a word that CDKTF's JavaScript keeps to itself; write another name, for example with a number behind it")
    return name


def any_case(*choices: str) -> BeforeValidator:
    """Make a validator that takes one of the choices in capitals or not; what is none of them stays as it was written."""
    known = {choice.lower(): choice for choice in choices}
    return BeforeValidator(lambda value: known.get(value.lower(), value) if isinstance(value, str) else value)


def text_not_number(rule: str) -> BeforeValidator:
    """Make a validator that refuses a bare number in the words of the text that belongs there; quotes alone wouldn't mend it."""

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValueError(rule)  # noqa: TRY004  # pydantic collects ValueErrors
        return value

    return BeforeValidator(check)


def _unless_token(check: Callable[[str], Any], rule: str) -> AfterValidator:
    def validate(value: str) -> str:
        if is_token(value):
            return value
        try:
            check(value)
        except ValueError:
            raise ValueError(rule) from None
        return value

    return AfterValidator(validate)


def _cidr(value: str) -> None:
    if "/" not in value:  # a bare address, which Python's module takes for a range of one
        raise ValueError(value)
    ipaddress.ip_network(value)


def _https_or_http(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\"'<>\\]", value):
        raise ValueError(value)


_QUANTITY_RULE = "is not a Kubernetes quantity; write a number above zero and a unit (Mi, Gi or Ti), for example 10Gi"

#: Kubernetes quantity of storage or memory with its unit. Source: Kubernetes API, ``resource.Quantity``.
Quantity = Annotated[
    str,
    text_not_number(_QUANTITY_RULE),
    matching(
        r"0*[1-9][0-9]{0,14}(\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)|0+\.(?!0+[A-Z])[0-9]{1,3}(Ti|Pi|Gi|T|P|G)",
        _QUANTITY_RULE,
    ),
]

_DNS_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_DNS_RULE = "is not a DNS-1123 name; those hold lower-case letters, digits and '-', and start and end with a letter or digit"
_SUBDOMAIN_RULE = _DNS_RULE.replace("digits and '-'", "digits, '-' and '.'")

#: Name of a namespace. Source: Kubernetes, "Object Names and IDs", RFC 1123 label names.
DnsLabel = Annotated[str, matching(_DNS_LABEL, _DNS_RULE, longest=63)]
#: Name of most Kubernetes objects: labels joined by dots. Source: as `DnsLabel`, DNS subdomain names.
DnsSubdomain = Annotated[str, matching(rf"{_DNS_LABEL}(\.{_DNS_LABEL})*", _SUBDOMAIN_RULE, longest=253)]
#: Name of a Helm release. Source: Helm, "chart release names"; Helm itself refuses the 54th character.
ReleaseName = Annotated[str, matching(rf"{_DNS_LABEL}(\.{_DNS_LABEL})*", _SUBDOMAIN_RULE, longest=53)]
#: Fully qualified host name, ``*.`` in front allowed. Source: Kubernetes Ingress, ``rules[].host``.
HostName = Annotated[
    str,
    matching(
        rf"(\*\.)?{_DNS_LABEL}(\.{_DNS_LABEL})+",
        "is not a host name; write it without scheme or path, for example hub.example.org",
        longest=253,
    ),
]
#: Name of a DNS zone or host, without a dot at its end. Source: as `DnsSubdomain`.
DomainName = Annotated[
    str,
    matching(
        rf"{_DNS_LABEL}(\.{_DNS_LABEL})*",
        "is not a domain name; write it in lower case, without scheme, path or a dot at its end, for example example.org",
        longest=253,
    ),
]
#: Name of a record inside its zone; ``@`` for the zone's own name, as in zone files.
RecordName = Annotated[
    str,
    matching(
        rf"@|{_DNS_LABEL}(\.{_DNS_LABEL})*",
        "is not the name of a record; write it like hub, or '@' for the zone's own name",
        longest=253,
    ),
]
#: E-mail address, as far as one can tell by its looks.
EmailAddress = Annotated[
    str,
    matching(r"[^@\s\"'<>,;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "is not an e-mail address; write it like admin@example.org", longest=254),
]
#: Name of an S3 bucket. Source: Amazon S3 user guide, "General purpose bucket naming rules"; a name of one or two characters, as in the
#: design's own example, is left to S3.
BucketName = Annotated[
    str,
    matching(
        r"[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?",
        "is not the name of an S3 bucket; those have 3 to 63 lower-case letters, digits, '-' and '.', without s3:// in front",
    ),
]
#: Folder in a bucket. Source: AWS Load Balancer Controller, annotations: attributes are joined by commas.
BucketFolder = Annotated[
    str,
    matching(
        r"([^\s,=/]+(/[^\s,=/]+)*)?", "is not a folder; write it without a slash at either end, spaces, ',' and '=', for example logs/hub"
    ),
]
#: A subnet by its id or its Name tag. Source: AWS Load Balancer Controller, annotations: a list of them is joined by commas.
SubnetName = Annotated[str, matching(r"[^,\s][^,]*", "is neither a subnet's id nor its Name tag; write one for each entry, without commas")]
#: Security policy of a TLS listener. Source: Elastic Load Balancing, "Security policies".
SslPolicy = Annotated[
    str,
    matching(r"ELBSecurityPolicy-[A-Za-z0-9-]+", "is not a security policy; its name looks like ELBSecurityPolicy-TLS13-1-2-2021-06"),
]
#: Name of a stack; also its folder and part of cloud names.
StackName = Annotated[
    str,
    matching(
        r"[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?",
        "is not a stack name; those hold letters, digits, '-', '_' and '.', and start and end with a letter or digit",
        longest=63,
    ),
    AfterValidator(not_of_javascript),
]
#: Name of an EKS cluster. Source: Amazon EKS API, ``CreateCluster``.
ClusterName = Annotated[
    str,
    matching(
        r"[0-9A-Za-z][A-Za-z0-9_-]*",
        "is not a cluster name; those hold letters, digits, '-' and '_', and start with a letter or digit",
        longest=100,
    ),
]
#: AWS Region code.
Region = Annotated[str, matching(r"[a-z]{2}(-[a-z]+)+-[0-9]{1,2}", "is not an AWS Region code; write it like us-west-2")]
#: Address range in CIDR notation, IPv4 or IPv6, without host bits.
Cidr = Annotated[
    str,
    _unless_token(
        _cidr, "is not an address range in CIDR notation without host bits; write it like 203.0.113.0/24, or 203.0.113.7/32 for one address"
    ),
]
#: Absolute http or https URL.
Url = Annotated[str, _unless_token(_https_or_http, "is not a URL; write the whole of it, from https:// on")]


def arn(service: str, resource: str, example: str) -> AfterValidator:
    """Make a validator of Amazon Resource Names of one kind.

    Args:
        service: the service's namespace, for example ``acm``.
        resource: regular expression of the part after the account.
        example: how such an ARN looks, for the message.
    """
    pattern = rf"arn:aws[a-z-]*:{service}:[a-z0-9-]*:([0-9]{{12}})?:{resource}"
    return matching(pattern, f"is not an ARN of this kind; it looks like {example}", longest=2048)


#: ARN of a certificate in AWS Certificate Manager (or an IAM server certificate).
CertificateArn = Annotated[
    str,
    arn("(acm|iam)", r"(certificate|server-certificate)/[\w+=,.@/-]+", "arn:aws:acm:us-west-2:111122223333:certificate/…"),
]
#: ARN of a regional web ACL of AWS WAF.
WebAclArn = Annotated[
    str,
    arn("wafv2", r"regional/webacl/[\w-]+/[0-9a-f-]+", "arn:aws:wafv2:us-west-2:111122223333:regional/webacl/name/…"),
]
#: ARN of an IAM role.
RoleArn = Annotated[str, arn("iam", r"role/[\w+=,.@/-]+", "arn:aws:iam::111122223333:role/name")]

#: ARN of a key in AWS KMS. An alias won't do: EFS and EBS report the key itself, which would look like a change.
KmsKeyArn = Annotated[str, arn("kms", r"key/[\w-]+", "arn:aws:kms:us-west-2:111122223333:key/1234abcd-…")]
#: Id of a file system. Source: Amazon EFS API, ``FileSystemDescription``.
FileSystemId = Annotated[str, matching(r"fs-[0-9a-f]{8,40}", "is not the id of an EFS file system; it looks like fs-0123456789abcdef0")]
#: Id of a subnet. Source: Amazon EC2 API.
SubnetId = Annotated[str, matching(r"subnet-[0-9a-f]{8,17}", "is not the id of a subnet; it looks like subnet-0123456789abcdef0")]
#: Key of an AWS tag. Source: AWS General Reference, "Tagging your AWS resources", naming limits.
TagKey = Annotated[
    str,
    matching(
        r"(?!(?i:aws):)[\w .:/=+@-]{1,128}",
        "is not the key of an AWS tag; those have up to 128 letters, digits, spaces and _.:/=+-@, and don't start with aws:",
    ),
    AfterValidator(not_of_javascript),
]
#: Directory of an EFS file system. Source: Amazon EFS API, ``RootDirectory``, ``Path``: at most 100 characters and four levels.
EfsPath = Annotated[
    str,
    matching(
        r"/|(/(?!\.)[^$#<>;`|&?{}^*/\x00-\x1f]+){1,4}",
        "is not a path of an access point; it starts with /, has up to four parts that don't start with a dot, and none of $#<>;`|&?{}^*",
        longest=100,
    ),
]
#: Where a volume is mounted in a container. Source: Kubernetes API, ``VolumeMount``, ``mountPath``.
MountPath = Annotated[
    str,
    matching(
        r"(/(?!\.{1,2}(/|$))[^:/\x00-\x1f]+)+",
        "is not an absolute path; it starts with / and has no colon, no empty parts, . or ..",
        longest=255,
    ),
]


def _plain_json(value: JsonValue) -> JsonValue:
    """Refuse what JSON has no word for (NaN, infinity), so that the chart gets what was written."""
    stack: list[JsonValue] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, float) and (item != item or item in (float("inf"), float("-inf"))):  # noqa: PLR0124  # NaN is what differs from itself
            raise ValueError("holds a number that JSON can't express (NaN or infinity); write a finite one, or put it in quotes")
    return value


#: Free settings handed on as they are: text, numbers, true and false, null, lists and mappings.
FreeValues = Annotated[dict[str, JsonValue], AfterValidator(_plain_json)]
