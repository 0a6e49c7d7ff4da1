"""Logical ids are a contract: a renamed construct would be destroyed and recreated, including a file system with all homes.

These names may only be changed together with a `moved` block and an entry in the changelog. New resources may be added.
"""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT

_HUB_ON_EBS = {
    "aws_eks_addon.Cluster_PodIdentityAgent_EB7D859E",
    "aws_eks_addon.EbsCsiDriver_D952EFC4",
    "aws_iam_role.EbsCsiDriver_Role_E0044AFE",
    "aws_iam_role_policy_attachment.EbsCsiDriver_Role_AmazonEBSCSIDriverPolicy_E8E048D2",
    "helm_release.jupyterhub_Release_3FBDA9F8",
    "kubernetes_config_map_v1.jupyterhub_UserServers_6D6A93BB",
    "kubernetes_namespace_v1.jupyterhub_Namespace_4A4902A3",
}
_HUB_ON_EFS = {
    "aws_efs_access_point.jupyterhub_Home_Database_A220AB69",
    "aws_efs_access_point.jupyterhub_Home_Homes_3441D408",
    "aws_efs_backup_policy.jupyterhub_Home_FileSystem_Backup_0064A85E",
    "aws_efs_file_system.jupyterhub_Home_FileSystem_B4B0A00E",
    "aws_efs_mount_target.jupyterhub_Home_MountTargets_4737BA02",
    "aws_security_group.jupyterhub_Home_MountTargets_SecurityGroup_30B493CB",
    "aws_vpc_security_group_ingress_rule.jupyterhub_Home_MountTargets_Nfs_0F4A7996",
    "helm_release.jupyterhub_Release_3FBDA9F8",
    "kubernetes_config_map_v1.jupyterhub_UserServers_6D6A93BB",
    "kubernetes_namespace_v1.jupyterhub_Namespace_4A4902A3",
    "kubernetes_persistent_volume_claim_v1.jupyterhub_Home_DatabaseVolume_Claim_3A72BA17",
    "kubernetes_persistent_volume_claim_v1.jupyterhub_Home_HomesVolume_Claim_4CA9CCAD",
    "kubernetes_persistent_volume_v1.jupyterhub_Home_DatabaseVolume_35B3DD60",
    "kubernetes_persistent_volume_v1.jupyterhub_Home_HomesVolume_81FAF1D1",
    "kubernetes_storage_class_v1.jupyterhub_Home_StorageClass_36882AF2",
    "terraform_data.jupyterhub_Home_FileSystem_MadeWith_38E6C591",
}


@pytest.mark.parametrize(("golden", "pinned"), [("quickstart", _HUB_ON_EBS), ("efs-nlb", _HUB_ON_EFS)])
def test_logical_ids_stay(golden: str, pinned: set[str]) -> None:
    """Every resource of an earlier release still has its name; tests/test_examples.py keeps the golden files up to date."""
    resources = json.loads((ROOT / "tests/snapshots" / golden / "cdk.tf.json").read_text(encoding="utf-8"))["resource"]

    assert set() == pinned - {f"{kind}.{name}" for kind, blocks in resources.items() for name in blocks}


@pytest.mark.parametrize(
    ("golden", "expected"),
    [
        (
            "quickstart",
            {"namespace", "release", "chart_version", "kubeconfig", "validate_pods", "validate_services", "url", "port_forward"},
        ),
        ("efs-nlb", {"namespace", "release", "chart_version", "kubeconfig", "validate_pods", "validate_services", "url", "file_system_id"}),
    ],
)
def test_output_names_stay(golden: str, expected: set[str]) -> None:
    """Scripts read outputs by their names."""
    outputs = json.loads((ROOT / "tests/snapshots" / golden / "cdk.tf.json").read_text(encoding="utf-8"))["output"]

    assert set() == {f"jupyterhub_{name}" for name in expected} - set(outputs)
