"""A certificate authority that the hub trusts when it talks to the identity provider."""

from __future__ import annotations

from typing import Annotated

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import DnsSubdomain
from constructs_lib.models.kinds.validators import matching

#: Key of a ConfigMap. Source: Kubernetes API, ``ConfigMap``, ``data``.
ConfigMapKey = Annotated[
    str, matching(r"(?!\.{1,2}$)[-._a-zA-Z0-9]+", "is not a key of a ConfigMap; those hold letters, digits, '-', '_' and '.'", longest=253)
]


class CaBundleConfig(Model):
    """A company's certificate authority, in a ConfigMap of the hub's namespace that someone else makes."""

    config_map: DnsSubdomain
    """Name of a ConfigMap in the hub's namespace."""
    key: ConfigMapKey = "ca.crt"
    """Key of it that holds the certificates in PEM format: all that the provider's endpoints require, since the hub trusts no others there."""
