"""Names and quantities in Kubernetes and DNS."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.kinds.validators import as_schema, is_token, matching, text_not_number
from constructs_lib.models.quantity import gibibytes

_QUANTITY_RULE = "is not a Kubernetes quantity; use a positive number and a unit (Mi, Gi or Ti), for example 10Gi"


def _countable(quantity: str) -> str:
    """Refuse more bytes than Kubernetes supports. Source: Kubernetes API, ``resource.Quantity``: no number above 2^63-1."""
    if not is_token(quantity) and gibibytes(quantity) >= 2**33:
        raise ValueError("exceeds Kubernetes' maximum of 8Ei (8·2⁶⁰ bytes); use a smaller quantity")
    return quantity


#: Kubernetes quantity of storage or memory with its unit. Source: Kubernetes API, ``resource.Quantity``.
Quantity = Annotated[
    str,
    text_not_number(_QUANTITY_RULE),
    matching(
        r"0*[1-9][0-9]{0,14}(\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)|0+\.(?!0+[A-Z])[0-9]{1,3}(Ti|Pi|Gi|T|P|G)",
        _QUANTITY_RULE,
    ),
    AfterValidator(_countable),
]
#: A label of a host name. Source: RFC 1035, section 2.3.4: 63 octets or less.
_HOST_LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"
_DNS_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_DNS_RULE = "is not a DNS-1123 name; use lower-case letters, digits and '-', starting and ending with a letter or digit"
_SUBDOMAIN_RULE = _DNS_RULE.replace("digits and '-'", "digits, '-' and '.'")
#: Name of a namespace. Source: Kubernetes, "Object Names and IDs", RFC 1123 label names.
DnsLabel = Annotated[str, matching(_DNS_LABEL, _DNS_RULE, longest=63)]


def _own_namespace(name: str) -> str:
    """Source: Kubernetes, "Namespaces", initial namespaces, and names that begin with ``kube-``."""
    if name == "default":
        raise ValueError("exists on every cluster and can't be deleted; use a separate namespace for the hub, for example jupyterhub")
    if name.startswith("kube-"):
        raise ValueError("is reserved for the cluster's own components; use a separate namespace for the hub, for example jupyterhub")
    return name


as_schema(_own_namespace, pattern=r"^(?!default$|kube-)")
#: Namespace of a hub.
HubNamespace = Annotated[DnsLabel, AfterValidator(_own_namespace)]
#: Name of an environment variable. Sources: Kubernetes API, ``EnvVar``; POSIX, "Environment Variable Definition": shells accept no other names.
EnvName = Annotated[
    str,
    matching(
        r"[A-Za-z_][A-Za-z0-9_]*",
        "is not the name of an environment variable; use letters, digits and '_', not starting with a digit",
    ),
]
#: Key of an annotation. Source: Kubernetes, "Annotations", syntax and character set.
AnnotationKey = Annotated[
    str,
    matching(
        rf"(?![^/]{{254}})({_DNS_LABEL}(\.{_DNS_LABEL})*/)?(?![^/]{{64}})[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?",
        "is not the key of an annotation; use up to 63 letters, digits, '-', '_' and '.', optionally with a domain and / in front",
    ),
]
#: Key of a label, and of a taint. Source: Kubernetes, "Labels and Selectors", syntax and character set.
LabelKey = Annotated[
    str,
    matching(
        rf"(?![^/]{{254}})({_DNS_LABEL}(\.{_DNS_LABEL})*/)?(?![^/]{{64}})[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?",
        "is not the key of a label; use up to 63 letters, digits, '-', '_' and '.', optionally with a domain and / in front",
    ),
]
#: Value of a label, and of a taint. Source: as `LabelKey`.
LabelValue = Annotated[
    str,
    matching(
        r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?",
        "is not the value of a label; use up to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit",
    ),
]
#: Name of most Kubernetes objects: labels joined by dots. Source: as `DnsLabel`, DNS subdomain names.
DnsSubdomain = Annotated[str, matching(rf"{_DNS_LABEL}(\.{_DNS_LABEL})*", _SUBDOMAIN_RULE, longest=253)]
#: Name of a Helm release. Source: Helm, "chart release names"; Helm refuses longer names.
ReleaseName = Annotated[str, matching(rf"{_DNS_LABEL}(\.{_DNS_LABEL})*", _SUBDOMAIN_RULE, longest=53)]
#: Fully qualified host name, optionally starting with ``*.``. Source: Kubernetes Ingress, ``rules[].host``.
HostName = Annotated[
    str,
    matching(
        rf"(\*\.)?{_HOST_LABEL}(\.{_HOST_LABEL})+",
        "is not a host name; use no scheme or path, for example hub.example.org",
        longest=253,
    ),
]
#: Name of a DNS zone or host, without a trailing dot. Source: as `DnsSubdomain`.
DomainName = Annotated[
    str,
    matching(
        rf"{_HOST_LABEL}(\.{_HOST_LABEL})*",
        "is not a domain name; use lower case, without scheme, path or trailing dot, for example example.org",
        longest=253,
    ),
]
#: Name of a record inside its zone; ``@`` for the zone's own name, as in zone files.
RecordName = Annotated[
    str,
    matching(
        rf"@|{_HOST_LABEL}(\.{_HOST_LABEL})*",
        "is not the name of a record; use a name such as hub, or '@' for the zone's own name",
        longest=253,
    ),
]
#: Where a volume is mounted in a container. Source: Kubernetes API, ``VolumeMount``, ``mountPath``.
MountPath = Annotated[
    str,
    matching(
        r"(/(?!\.{1,2}(/|$))[^:/\x00-\x1f]+)+",
        "is not an absolute path; use a path that starts with /, without colons, empty parts, . or ..",
        longest=255,
    ),
]
