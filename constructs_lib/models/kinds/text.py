"""URLs, addresses, names of stacks, and free settings."""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, JsonValue

from constructs_lib.models.kinds.validators import matching, not_of_javascript, unless_token

_LONGEST_HOST, _LONGEST_LABEL = 253, 63


def _cidr(value: str) -> None:
    if "/" not in value:  # a bare address, which Python's module takes for a range of one
        raise ValueError(value)
    ipaddress.ip_network(value)


def _https_or_http(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\"'<>\\]", value):
        raise ValueError(value)


def stays_inside(host: str) -> bool:
    """Whether a host is this machine or the cluster, so that what goes there crosses no network of others."""
    return host in {"localhost", "127.0.0.1", "::1"} or host.endswith((".localhost", ".svc", ".cluster.local"))


def _https(value: str) -> None:
    _https_or_http(value)
    parts = urlsplit(value)
    if parts.scheme != "https" and not stays_inside(parts.hostname or ""):
        raise ValueError(value)


def _reachable(value: str) -> None:
    """Sources: RFC 3986, section 3.2, and RFC 1035, section 2.3.4."""
    parts = urlsplit(value)
    host = parts.hostname or ""
    labels = host.rstrip(".").split(".")
    if parts.port == 0 or len(host) > _LONGEST_HOST or not all(0 < len(label) <= _LONGEST_LABEL for label in labels):  # `port` raises too
        raise ValueError(value)


#: Text in one line that isn't blank.
Phrase = Annotated[
    str,
    Field(min_length=1),
    matching(
        r"[^\s\x00-\x1f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f])?", "is blank, or has spaces at an end or more than one line; write it plainly"
    ),
]
#: E-mail address, as far as one can tell by its looks.
EmailAddress = Annotated[
    str,
    matching(r"[^@\s\"'<>,;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "is not an e-mail address; write it like admin@example.org", longest=254),
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
#: Address range in CIDR notation, IPv4 or IPv6, without host bits.
Cidr = Annotated[
    str,
    unless_token(
        _cidr,
        "is not an address range in CIDR notation without host bits; write it like 203.0.113.0/24, or 203.0.113.7/32 for one address",
        pattern=r"[0-9]+(\.[0-9]+){3}/[0-9.]+|[^/]*:[^/]*/[0-9]+",
    ),
]
_REACHABLE = unless_token(
    _reachable, "names a host or a port that can't be; a port is 1 to 65535, and each part of a host name has 1 to 63 characters"
)
_ANYWHERE = r"[hH][tT][tT][pP][sS]?://[^\s\"'<>\\]+"
#: Absolute http or https URL.
Url = Annotated[str, unless_token(_https_or_http, "is not a URL; write the whole of it, from https:// on", pattern=_ANYWHERE), _REACHABLE]
#: URL to which secrets go, or from which decisions come: https, but inside the cluster and on this machine.
SecureUrl = Annotated[
    Url,
    unless_token(
        _https,
        "is plain http, so anyone in between can read and change what is sent; write https (http is allowed for localhost and *.svc only)",
        pattern=r"[hH][tT][tT][pP]([sS]://.*|://(.*@)?(localhost|127\.0\.0\.1|\[::1\]|[^/@]+\.(localhost|svc|cluster\.local))([:/?#].*)?)",
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
