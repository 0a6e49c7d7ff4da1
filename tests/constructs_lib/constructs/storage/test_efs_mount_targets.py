"""Mount targets: one per zone, reached by the cluster alone."""

from __future__ import annotations

from tests.conftest import Synth, only
from tests.constructs_lib.storage_files import efs_hub


def test_one_target_per_zone_whatever_the_subnets_are(synth: Synth) -> None:
    """The zones are the keys, the first subnet of each by id is taken, and a target stays where it is."""
    target = only(synth(efs_hub()), "aws_efs_mount_target")

    assert "subnet.availability_zone => subnet.id..." in target["for_each"]
    assert target["for_each"].endswith("zone => sort(ids)[0] }}")
    assert "${each.value}" == target["subnet_id"]
    assert {"ignore_changes": ["subnet_id"]} == target["lifecycle"]


def test_nfs_comes_from_the_clusters_security_group_only(synth: Synth) -> None:
    """Port 2049, one source, described; no other rule."""
    document = synth(efs_hub())

    rule = only(document, "aws_vpc_security_group_ingress_rule")
    group = only(document, "aws_security_group")
    assert (2049, 2049, "tcp") == tuple(rule[key] for key in ("from_port", "to_port", "ip_protocol"))
    assert rule["referenced_security_group_id"].endswith(".vpc_config[0].cluster_security_group_id}")
    assert not {"cidr_ipv4", "cidr_ipv6"} & set(rule)
    assert not {"ingress", "egress"} & set(group)
    assert "test.jupyterhub-efs-" == group["name_prefix"]


def test_own_subnets_are_used_and_can_be_changed(synth: Synth) -> None:
    """Who names subnets decides where the targets are."""
    document = synth(efs_hub(subnet_ids=["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]))

    chosen = only(document, "aws_subnet", "data")["for_each"]
    assert '${toset(["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"])}' == chosen
    assert "lifecycle" not in only(document, "aws_efs_mount_target")


def test_restored_file_system_gets_targets_when_said(synth: Synth) -> None:
    """AWS Backup restores without any."""
    document = synth(efs_hub(removal_policy="RETAIN", existing_file_system_id="fs-0123456789abcdef0", create_mount_targets=True))

    assert only(document, "aws_efs_mount_target")["file_system_id"].startswith("${data.aws_efs_file_system.")
    assert "aws_efs_file_system" not in document["resource"]


def test_volumes_wait_for_targets_and_rule(synth: Synth) -> None:
    """A mount before that hangs; on destroy the volumes go first."""
    waits = {
        wait.partition(".")[0]
        for wait in only(synth(efs_hub(hub={"hub_database": "in_memory"})), "kubernetes_persistent_volume_v1")["depends_on"]
    }

    assert {"aws_efs_mount_target", "aws_vpc_security_group_ingress_rule", "aws_eks_addon"} == waits
