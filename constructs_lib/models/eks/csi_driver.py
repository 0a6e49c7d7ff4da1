"""Settings for an EKS add-on that installs a CSI driver."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StrictBool

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.identity import Identity
from constructs_lib.models.existing import existing_is_not_managed
from constructs_lib.models.kinds.text import FreeValues
from constructs_lib.models.kinds.validators import matching
from constructs_lib.models.secrets.plaintext import UnsafePaths

AddOnVersion = Annotated[
    str,
    matching(
        r"default|latest|v[0-9]+\.[0-9]+\.[0-9]+-eksbuild\.[0-9]+",
        "is not an add-on version; use default, latest, or an exact version such as v1.45.0-eksbuild.2",
    ),
]


class CsiDriverAddOnProps(AddOnProps):
    """Settings for a CSI driver as an Amazon EKS add-on."""

    existing: StrictBool = False
    """true: the driver is already on the cluster as an EKS add-on; it is looked up (plan fails if it is missing) and not managed."""
    self_managed: StrictBool = False
    """true: the driver is already on the cluster, but not as an EKS add-on, for example installed with Helm. It is neither managed nor
    verified; you assert that it is installed."""
    version: AddOnVersion = "default"
    """default or latest (both for the cluster's Kubernetes version) or an exact add-on version."""
    identity: Identity = Identity.POD_IDENTITY
    """pod_identity: a role through EKS Pod Identity, associated with the add-on itself. irsa: a role through the cluster's OpenID Connect
    provider, which must exist in IAM. node_role: no role is created; the nodes' role must have the driver's permissions."""
    configuration: FreeValues = Field(default_factory=dict)
    """The add-on's configuration values, validated by its own schema (`aws eks describe-addon-configuration`)."""
    preserve: StrictBool = False
    """Keep the driver on the cluster when the stack is destroyed."""
    unsafe_plain_text: UnsafePaths = ()
    """Key paths below which text that looks like a secret is intended, for example configuration.node: a warning instead of an error."""


CsiDriverAddOnProps.RULES = (existing_is_not_managed,)


class EbsCsiDriverAddOnProps(CsiDriverAddOnProps):
    """Settings for the Amazon EBS CSI driver."""

    KEY: ClassVar[str] = "ebs_csi_driver"


class EfsCsiDriverAddOnProps(CsiDriverAddOnProps):
    """Settings for the Amazon EFS CSI driver."""

    KEY: ClassVar[str] = "efs_csi_driver"
