"""Resources of an EKS add-on that this stack installs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cdktf_cdktf_provider_aws.data_aws_eks_addon_version import DataAwsEksAddonVersion
from cdktf_cdktf_provider_aws.eks_addon import EksAddon, EksAddonPodIdentityAssociation
from constructs import Construct

from constructs_lib.constructs.eks.addon_role import AddonRole
from constructs_lib.constructs.eks.cluster_protocol import Cluster
from constructs_lib.constructs.eks.service_account_role import ServiceAccountRole
from constructs_lib.models.eks.identity import Identity
from constructs_lib.terraform.dependencies import waits_for


def install(
    scope: Construct,
    *,
    cluster: Cluster,
    name: str,
    version: str | None,
    configuration: Mapping[str, Any] | None,
    role: AddonRole | None,
    preserve: bool,
    take_over: bool,
) -> tuple[EksAddon, ServiceAccountRole | None]:
    """Install an add-on with its role, if it has one, and return both. The arguments are those of `EksAddon` in addon.py."""
    made = _role(scope, cluster, role)
    addon = EksAddon(
        scope,
        "Resource",
        cluster_name=cluster.name,
        addon_name=name,
        addon_version=_version(scope, cluster, name, version),
        configuration_values=json.dumps(dict(configuration)) if configuration else None,
        resolve_conflicts_on_create="OVERWRITE" if take_over else "NONE",
        resolve_conflicts_on_update="OVERWRITE",
        preserve=preserve,
        pod_identity_association=_associations(made),
        service_account_role_arn=made.arn if made and made.identity is Identity.IRSA else None,
        depends_on=waits_for(made.ready if made else ()),
    )
    return addon, made


def _role(scope: Construct, cluster: Cluster, role: AddonRole | None) -> ServiceAccountRole | None:
    if role is None or role.identity is Identity.NODE_ROLE:
        return None
    return ServiceAccountRole(
        scope,
        "Role",
        cluster=cluster,
        identity=role.identity,
        service_account=role.service_account,
        purpose=role.purpose,
        managed_policies=role.managed_policies,
    )


def _version(scope: Construct, cluster: Cluster, name: str, version: str | None) -> str:
    if version is not None and version not in {"default", "latest"}:
        return version
    most_recent = None if version is None else version == "latest"
    return DataAwsEksAddonVersion(scope, "Version", addon_name=name, kubernetes_version=cluster.version, most_recent=most_recent).version


def _associations(role: ServiceAccountRole | None) -> list[EksAddonPodIdentityAssociation] | None:
    if role is None or role.identity is not Identity.POD_IDENTITY:
        return None
    return [EksAddonPodIdentityAssociation(role_arn=role.arn, service_account=role.service_account.name)]
