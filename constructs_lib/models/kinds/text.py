"""URLs, addresses, stack names, and free-form settings."""

from __future__ import annotations

import ipaddress
import math
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, JsonValue

from constructs_lib.errors import KeyPath, key_path
from constructs_lib.models.kinds.validators import matching, not_of_javascript, unless_token

_LONGEST_HOST, _LONGEST_LABEL = 253, 63


def _cidr(value: str) -> None:
    if "/" not in value:  # a bare address, which Python's module treats as a range of one
        raise ValueError(value)
    ipaddress.ip_network(value)


def _https_or_http(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s\"'<>\\]", value):
        raise ValueError(value)


def stays_inside(host: str) -> bool:
    """Return whether a host is this machine or the cluster, so that traffic to it does not cross other networks."""
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


#: One line of text that is not blank.
Phrase = Annotated[
    str,
    Field(min_length=1),
    matching(
        r"[^\s\x00-\x1f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f])?",
        "is blank, has leading or trailing spaces, or has several lines; use one line of text",
    ),
]
#: E-mail address, checked only by its form.
EmailAddress = Annotated[
    str,
    matching(r"[^@\s\"'<>,;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "is not an e-mail address; use the form admin@example.org", longest=254),
]
#: Name of a stack; also the name of its folder, and part of the names of cloud resources.
StackName = Annotated[
    str,
    matching(
        r"[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?",
        "is not a stack name; use letters, digits, '-', '_' and '.', starting and ending with a letter or digit",
        longest=63,
    ),
    AfterValidator(not_of_javascript),
]
#: Address range in CIDR notation, IPv4 or IPv6, without host bits.
Cidr = Annotated[
    str,
    unless_token(
        _cidr,
        "is not an address range in CIDR notation without host bits; use the form 203.0.113.0/24, or 203.0.113.7/32 for one address",
        pattern=r"[0-9]+(\.[0-9]+){3}/[0-9.]+|[^/]*:[^/]*/[0-9]+",
    ),
]
_REACHABLE = unless_token(
    _reachable, "has an invalid host or port; a port is 1 to 65535, and each part of a host name has 1 to 63 characters"
)
_ANYWHERE = r"[hH][tT][tT][pP][sS]?://[^\s\"'<>\\]+"
#: Absolute http or https URL.
Url = Annotated[str, unless_token(_https_or_http, "is not a URL; use the full URL, starting with https://", pattern=_ANYWHERE), _REACHABLE]
#: URL that receives secrets or returns authorization decisions: https, except inside the cluster and on this machine.
SecureUrl = Annotated[
    Url,
    unless_token(
        _https,
        "is plain HTTP, so anyone on the network can read and change the traffic; use https (http is allowed only for localhost and *.svc)",
        pattern=r"[hH][tT][tT][pP]([sS]://.*|://(.*@)?(localhost|127\.0\.0\.1|\[::1\]|[^/@]+\.(localhost|svc|cluster\.local))([:/?#].*)?)",
    ),
]


def _plain_json(value: JsonValue) -> JsonValue:
    """Refuse values that JSON can't express (NaN, infinity), so that the chart gets what the user wrote; a hub file is checked before."""
    waiting: list[tuple[KeyPath, JsonValue]] = [((), value)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, dict):
            waiting += [((*path, key), below) for key, below in item.items()]
        elif isinstance(item, list):
            waiting += [((*path, position), below) for position, below in enumerate(item)]
        elif isinstance(item, float) and not math.isfinite(item):
            raise ValueError(f"contains NaN or infinity in {key_path(path)}, which JSON can't express; use a finite number, or text")
    return value


#: Free-form settings, passed on unchanged: text, numbers, true and false, null, lists and mappings.
FreeValues = Annotated[dict[str, JsonValue], AfterValidator(_plain_json)]
