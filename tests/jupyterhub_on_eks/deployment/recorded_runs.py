"""Lines as Terraform 1.11.4 prints them with ``-json``, shortened to what is read."""

from __future__ import annotations

import json


def planned(address: str, action: str = "create") -> str:
    """Return the line of a planned change."""
    return json.dumps({"type": "planned_change", "change": {"resource": {"addr": address}, "action": action}})


def hook(kind: str, address: str, action: str = "create", **more: object) -> str:
    """Return the line of what happens to a resource."""
    return json.dumps({"type": kind, "hook": {"resource": {"addr": address}, "action": action, **more}})


#: A hub's release waits for its mount targets, through a data source.
TEMPLATE = {
    "resource": {
        "aws_efs_mount_target": {"a": {"file_system_id": "${aws_efs_file_system.home.id}"}},
        "aws_efs_file_system": {"home": {}},
        "helm_release": {"hub": {"depends_on": ["data.aws_eks_cluster.c", "aws_efs_mount_target.a"]}},
        "aws_eks_addon": {"driver": {"//": "aws_efs_file_system.home"}},
    },
    "data": {"aws_eks_cluster": {"c": {"depends_on": ["aws_eks_addon.driver"]}}},
}

#: A running apply, which then fails.
APPLY = [
    *map(planned, ("aws_efs_file_system.home", "aws_efs_mount_target.a", "helm_release.hub", "aws_eks_addon.driver")),
    hook("apply_start", "aws_eks_addon.driver"),
    hook("apply_start", "aws_efs_file_system.home"),
    hook("apply_complete", "aws_efs_file_system.home", elapsed_seconds=6),
    hook("apply_start", "aws_efs_mount_target.a"),
    hook("provision_progress", "aws_efs_mount_target.a", output="Executing: [x]"),
    hook("apply_progress", "aws_efs_mount_target.a", elapsed_seconds=10),
    hook("apply_progress", "aws_efs_mount_target.a", elapsed_seconds=20),
    hook("provision_progress", "aws_efs_mount_target.a", output="waiting for DNS"),
    hook("apply_progress", "aws_efs_mount_target.a", elapsed_seconds=70),
    hook("apply_progress", "aws_efs_mount_target.a", elapsed_seconds=120),
    hook("apply_complete", "aws_eks_addon.driver", elapsed_seconds=125),
    hook("apply_errored", "aws_efs_mount_target.a", elapsed_seconds=130),
    json.dumps({"type": "diagnostic", "diagnostic": {"severity": "error", "summary": "Timeout", "detail": "No DNS."}}),
]
