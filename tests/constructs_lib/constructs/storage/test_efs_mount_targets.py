"""Mount targets: one per zone, reachable only from the cluster."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.constructs.storage.efs_mount_targets import NFS_PORT, EfsMountTargets
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import existing_cluster, new_stack, rendered, thing
from tests.constructs_lib.storage_files import efs_hub


def _targets(name: str = "research.team-a", **properties: Any) -> dict[str, Any]:
    """Return the JSON of the targets, and of what waits for them."""
    stack = new_stack()
    targets = EfsMountTargets(
        stack, "Targets", cluster=existing_cluster(stack), file_system_id="fs-0123456789abcdef0", name=name, **properties
    )
    return rendered(stack, ready=targets.ready)


def test_defaults() -> None:
    """One per zone of the cluster's subnets, reachable from the cluster's own security group with NFS; both are waited for."""
    document = _targets()
    target, rule = only(document, "aws_efs_mount_target"), only(document, "aws_vpc_security_group_ingress_rule")
    (group,) = document["resource"]["aws_security_group"]
    waits = only(document, "test_later")["depends_on"]

    assert ("fs-0123456789abcdef0", [f"${{aws_security_group.{group}.id}}"]) == (target["file_system_id"], target["security_groups"])
    assert (NFS_PORT, NFS_PORT, f"${{aws_security_group.{group}.id}}") == (rule["from_port"], rule["to_port"], rule["security_group_id"])
    assert ".vpc_config[0].subnet_ids" in only(document, "aws_subnet", "data")["for_each"]
    assert {"aws_efs_mount_target", "aws_vpc_security_group_ingress_rule"} == {wait.partition(".")[0] for wait in waits}


def test_subnets_that_are_named() -> None:
    """A change of them moves the targets."""
    document = _targets(subnet_ids=["subnet-0123456789abcdef0"])

    assert '${toset(["subnet-0123456789abcdef0"])}' == only(document, "aws_subnet", "data")["for_each"]
    assert "lifecycle" not in only(document, "aws_efs_mount_target")


def test_longest_names() -> None:
    """AWS accepts 255 characters of a group's name and description; what is longer is cut."""
    group = only(_targets("n" * 300), "aws_security_group")

    assert f"{'n' * 200}-efs-" == group["name_prefix"]
    assert 255 == len(group["description"])
    assert f"{'n' * 300}-efs" == group["tags"]["Name"]


def test_cluster_is_required() -> None:
    """Without it nobody would know who may mount."""
    with pytest.raises(TypeError, match="cluster"):
        EfsMountTargets(new_stack(), "Targets", file_system_id="fs-1", name="x")  # type: ignore[call-arg]  # that is the test


def test_one_target_per_zone_whatever_the_subnets_are(synth: Synth) -> None:
    """The zones are the keys, the first subnet of each by id is used, and a target stays where it is."""
    target = only(synth(efs_hub()), "aws_efs_mount_target")

    assert "subnet.availability_zone => subnet.id..." in target["for_each"]
    assert target["for_each"].endswith("zone => sort(ids)[0] }}")
    assert "${each.value}" == target["subnet_id"]
    assert {"ignore_changes": ["subnet_id"]} == target["lifecycle"]


def test_nfs_is_allowed_from_the_clusters_security_group_only(synth: Synth) -> None:
    """Port 2049, one source, with a description; no other rule."""
    document = synth(efs_hub())

    rule = only(document, "aws_vpc_security_group_ingress_rule")
    group = only(document, "aws_security_group")
    assert (2049, 2049, "tcp") == tuple(rule[key] for key in ("from_port", "to_port", "ip_protocol"))
    assert rule["referenced_security_group_id"].endswith(".vpc_config[0].cluster_security_group_id}")
    assert not {"cidr_ipv4", "cidr_ipv6"} & set(rule)
    assert not {"ingress", "egress"} & set(group)
    assert "test.jupyterhub-efs-" == group["name_prefix"]


def test_additional_groups_may_mount() -> None:
    """A rule for each, under an id that its position in the list doesn't change; all are waited for."""
    groups = ["sg-0123456789abcdef0", "sg-0123456789abcdef1"]
    rules = [_targets(client_security_groups=order)["resource"]["aws_vpc_security_group_ingress_rule"] for order in (groups, groups[::-1])]
    waits = only(_targets(client_security_groups=groups), "test_later")["depends_on"]
    by_group = {rule["referenced_security_group_id"]: rule for rule in rules[0].values()}

    assert 3 == len(by_group)
    assert rules[0] == rules[1]
    assert {(NFS_PORT, NFS_PORT, "tcp")} == {(rule["from_port"], rule["to_port"], rule["ip_protocol"]) for rule in by_group.values()}
    assert 3 == sum(wait.startswith("aws_vpc_security_group_ingress_rule.") for wait in waits)


def test_clusters_own_group_is_not_admitted_twice() -> None:
    """AWS refuses a second rule for it; the plan reports it first."""
    rules = _targets(client_security_groups=["sg-0123456789abcdef0"])["resource"]["aws_vpc_security_group_ingress_rule"]
    (guarded,) = [rule for rule in rules.values() if "lifecycle" in rule]
    (precondition,) = guarded["lifecycle"]["precondition"]

    assert '"sg-0123456789abcdef0" != ' in precondition["condition"]
    assert ".cluster_security_group_id" in precondition["condition"]
    assert precondition["error_message"].startswith("client_security_groups: sg-0123456789abcdef0 is the cluster's own")


def test_group_that_terraform_creates() -> None:
    """Its id is not known at synth, so the rule is named by its position."""
    stack = new_stack()
    group = thing(stack, "Nodes")
    EfsMountTargets(
        stack,
        "Targets",
        cluster=existing_cluster(stack),
        file_system_id="fs-0123456789abcdef0",
        name="research",
        client_security_groups=[group.get_string_attribute("id")],
    )
    rules = rendered(stack)["resource"]["aws_vpc_security_group_ingress_rule"]

    assert any(name.startswith("Targets_Nfs-0_") for name in rules), list(rules)


def test_own_subnets_are_used_and_can_be_changed(synth: Synth) -> None:
    """A user who names subnets decides where the targets are."""
    document = synth(efs_hub(subnet_ids=["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]))

    chosen = only(document, "aws_subnet", "data")["for_each"]
    assert '${toset(["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"])}' == chosen
    assert "lifecycle" not in only(document, "aws_efs_mount_target")


def test_restored_file_system_gets_targets_if_set(synth: Synth) -> None:
    """AWS Backup restores without any."""
    document = synth(efs_hub(removal_policy="RETAIN", existing_file_system_id="fs-0123456789abcdef0", create_mount_targets=True))

    assert only(document, "aws_efs_mount_target")["file_system_id"].startswith("${data.aws_efs_file_system.")
    assert "aws_efs_file_system" not in document["resource"]


def test_volumes_wait_for_targets_and_rule(synth: Synth) -> None:
    """A mount before that hangs; on destroy the volumes are removed first."""
    waits = {
        wait.partition(".")[0]
        for wait in only(synth(efs_hub(hub={"hub_database": "in_memory"})), "kubernetes_persistent_volume_v1")["depends_on"]
    }

    assert {"aws_efs_file_system_policy", "aws_efs_mount_target", "aws_vpc_security_group_ingress_rule", "aws_eks_addon"} == waits
