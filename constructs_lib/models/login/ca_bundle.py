"""A certificate authority that the hub trusts for connections to the identity provider."""

from __future__ import annotations

from typing import Annotated

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import DnsSubdomain
from constructs_lib.models.kinds.validators import matching

#: Key of a ConfigMap. Source: Kubernetes API, ``ConfigMap``, ``data``.
ConfigMapKey = Annotated[
    str, matching(r"(?!\.{1,2}$)[-._a-zA-Z0-9]+", "is not the key of a ConfigMap; use letters, digits, '-', '_' and '.'", longest=253)
]


class CaBundleConfig(Model):
    """A private certificate authority, in an existing ConfigMap of the hub's namespace."""

    config_map: DnsSubdomain
    """Name of a ConfigMap in the hub's namespace."""
    key: ConfigMapKey = "ca.crt"
    """Key in the ConfigMap that holds the certificates in PEM format. Include all that the provider's endpoints require, because the hub
    trusts no others for them."""
