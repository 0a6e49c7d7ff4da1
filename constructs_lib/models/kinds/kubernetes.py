"""Names and quantities of Kubernetes and DNS."""

from __future__ import annotations

from typing import Annotated

from constructs_lib.models.kinds.validators import matching, text_not_number

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
#: Where a volume is mounted in a container. Source: Kubernetes API, ``VolumeMount``, ``mountPath``.
MountPath = Annotated[
    str,
    matching(
        r"(/(?!\.{1,2}(/|$))[^:/\x00-\x1f]+)+",
        "is not an absolute path; it starts with / and has no colon, no empty parts, . or ..",
        longest=255,
    ),
]
