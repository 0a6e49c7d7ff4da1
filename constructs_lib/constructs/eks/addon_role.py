"""The IAM role of an Amazon EKS add-on, before it is created."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.models.eks.identity import Identity, ServiceAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class AddonRole:
    """The IAM role of the pods with an add-on's service account.

    Args:
        identity: how they get it. With ``node_role`` no role is created: they have the permissions of the nodes' role.
        service_account: the add-on's service account.
        purpose: short text after the stack's name in the role's name, for example ``ebs-csi``.
        managed_policies: AWS's own policies, by the part of the ARN after ``policy/``.
    """

    identity: Identity
    service_account: ServiceAccount
    purpose: str
    managed_policies: tuple[str, ...]
