"""A stack of three hubs, one for each kind of storage, and changes of its hub file.

The tier ``cluster`` deploys it with the real providers, and tests/test_recorded_state.py compares the state that they wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.conftest import hub_file

_EBS = {"storage_class": "gp3", "capacity": "10Gi"}
_MADE = {"storage_class": {"name": "biology-homes"}, "capacity": "10Gi", "removal_policy": "DESTROY"}
_EFS = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"}
_DATABASE = {"storage_class": "gp3", "capacity": "1Gi"}

#: On EBS without a policy; on EBS with DESTROY; on EFS with RETAIN, and with the release name of earlier versions.
PHYSICS = {"namespace": "physics", "ebs_config": _EBS}
BIOLOGY = {"namespace": "biology", "ebs_config": _MADE}
CHEMISTRY = {"namespace": "chemistry", "efs_config": _EFS, "hub_database": _DATABASE, "release": "blueprints-addon-jupyterhub"}


def stack_of(*hubs: dict[str, Any], **file: Any) -> dict[str, Any]:
    """Return a hub file with these hubs."""
    add_ons = [{"jupyterhub": {"service_type": "cluster_ip", **hub}} for hub in hubs]
    return hub_file({"ebs_csi_driver": {}}, {"efs_csi_driver": {}}, *add_ons, **file)


#: What is deployed.
DEPLOYED = stack_of(PHYSICS, BIOLOGY, CHEMISTRY)


def _with(hub: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Change keys of a hub; one that is None is removed."""
    return {key: value for key, value in {**hub, **keys}.items() if value is not None}


@dataclass(frozen=True)
class Change:
    """A change of the hub file.

    Args:
        file: the new file.
        refused: the command line's message. Default: it accepts the change.
        deleted: addresses, up to the construct's id, of data resources that Terraform would delete or replace.
        at_plan: the message with which the plan is refused. Default: it can be planned.
    """

    file: dict[str, Any]
    refused: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    at_plan: str = ""


_PHYSICS_DELETED = ("helm_release.physics", "kubernetes_namespace_v1.physics")
_CHEMISTRY_DELETED = ("aws_efs_file_system.chemistry", "helm_release.chemistry", "kubernetes_namespace_v1.chemistry")
_NO_PHYSICS = ("The namespace 'physics' is no longer in the hub file", "Restore the hub in the namespace 'physics' as it was deployed.")
_NO_CHEMISTRY = ("aws_efs_file_system.chemistry_Home_FileSystem_", "which removal_policy: RETAIN protects", "existing_file_system_id: fs-")
_MOVED = {"allow_storage_changes": True, "hub_database": _DATABASE}

#: By the kind of change.
CHANGES = {
    "unchanged": Change(DEPLOYED),
    "another order": Change(stack_of(CHEMISTRY, BIOLOGY, PHYSICS)),
    "a hub in front": Change(stack_of({"namespace": "astronomy", "ebs_config": _EBS}, PHYSICS, BIOLOGY, CHEMISTRY)),
    "stack renamed, with its state": Change(stack_of(PHYSICS, BIOLOGY, CHEMISTRY, stack="renamed")),
    "larger volumes": Change(stack_of(_with(PHYSICS, ebs_config={**_EBS, "capacity": "20Gi"}), BIOLOGY, CHEMISTRY)),
    "another claim": Change(stack_of(PHYSICS, BIOLOGY, _with(CHEMISTRY, efs_config={**_EFS, "pvc_name": "homes"}))),
    "namespace of others": Change(stack_of(_with(PHYSICS, create_namespace=False), BIOLOGY, CHEMISTRY)),
    "EBS renamed": Change(stack_of(_with(PHYSICS, namespace="physics2"), BIOLOGY, CHEMISTRY), _NO_PHYSICS, _PHYSICS_DELETED),
    "EBS removed": Change(stack_of(BIOLOGY, CHEMISTRY), _NO_PHYSICS, _PHYSICS_DELETED),
    "EBS with DESTROY removed": Change(stack_of(PHYSICS, CHEMISTRY), deleted=("helm_release.biology", "kubernetes_namespace_v1.biology")),
    "EFS renamed": Change(stack_of(PHYSICS, BIOLOGY, _with(CHEMISTRY, namespace="chemistry2")), _NO_CHEMISTRY, _CHEMISTRY_DELETED),
    "EFS removed": Change(stack_of(PHYSICS, BIOLOGY), _NO_CHEMISTRY, _CHEMISTRY_DELETED),
    "EBS to EFS": Change(
        stack_of(_with(PHYSICS, ebs_config=None, efs_config=_EFS, hub_database=_DATABASE), BIOLOGY, CHEMISTRY),
        at_plan="this hub was deployed with 'ebs_config', and this plan has 'efs_config'.",
    ),
    "EBS to EFS, allowed": Change(stack_of(_with(PHYSICS, ebs_config=None, efs_config=_EFS, **_MOVED), BIOLOGY, CHEMISTRY)),
    "EFS to EBS": Change(
        stack_of(PHYSICS, BIOLOGY, _with(CHEMISTRY, efs_config=None, ebs_config=_EBS)),
        _NO_CHEMISTRY,
        at_plan="this hub was deployed with 'efs_config', and this plan has 'ebs_config'.",
    ),
    "EFS to EBS, allowed": Change(
        stack_of(PHYSICS, BIOLOGY, _with(CHEMISTRY, efs_config=None, ebs_config=_EBS, **_MOVED)),
        _NO_CHEMISTRY,
        ("aws_efs_file_system.chemistry",),
    ),
    "another release": Change(
        stack_of(_with(PHYSICS, release="other"), BIOLOGY, CHEMISTRY),
        ("would become 'other'", "Set in that hub: release: blueprints-addon-jupyterhub-physics"),
        at_plan="this hub was deployed with 'blueprints-addon-jupyterhub-physics', and this plan has 'other'.",
    ),
    "release of an earlier version": Change(
        stack_of(PHYSICS, BIOLOGY, _with(CHEMISTRY, release=None)),
        ("would become 'blueprints-addon-jupyterhub-chemistry'", "Set in that hub: release: blueprints-addon-jupyterhub"),
        at_plan="this hub was deployed with 'blueprints-addon-jupyterhub', and this plan has",
    ),
}
