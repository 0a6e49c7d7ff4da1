"""NFS from nodes to file systems."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.doctor.file_systems import file_systems
from tests.jupyterhub_on_eks.cloud.answers import EFS, GROUP, hub, item, site
from tests.jupyterhub_on_eks.doctor.test_network import subnet

NODE = item("Node", "ip-10", spec={"providerID": "aws:///us-west-2a/i-1"})
ID = "fs-0123456789abcdef0"


def _efs(**more: Any) -> dict[str, Any]:
    return hub(efs_config={"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN", **more})


def _answers(*groups: str, rules: Any = (), targets: str = "ab", state: str = "available") -> dict[str, Any]:
    """Answer with one node in these groups, mount targets in these zones, and these rules of their group."""
    instance = {"InstanceId": "i-1", "SecurityGroups": [{"GroupId": group} for group in groups]}
    made = [{"MountTargetId": f"fsmt-0123456789{zone}", "VpcId": "vpc-1", "AvailabilityZoneName": f"us-west-2{zone}"} for zone in targets]
    return {
        "ec2.describe_instances": {"Reservations": [{"Instances": [instance]}]},
        "ec2.describe_subnets": {"Subnets": [subnet("subnet-a"), subnet("subnet-b")]},
        "efs.describe_file_systems": {"FileSystems": [{"LifeCycleState": state}]},
        "efs.describe_mount_targets": {"MountTargets": made},
        "efs.describe_mount_target_security_groups": {"SecurityGroups": ["sg-efs"]},
        "ec2.describe_security_group_rules": {"SecurityGroupRules": list(rules)},
    }


def _rule(protocol: str = "tcp", port: int = 2049, **source: Any) -> dict[str, Any]:
    return {"IsEgress": False, "IpProtocol": protocol, "FromPort": port, "ToPort": port, **source}


FROM_CLUSTER = _rule(ReferencedGroupInfo={"GroupId": GROUP})


@pytest.mark.parametrize(
    ("config", "answers", "levels", "message"),
    [
        ({}, _answers(GROUP), ["ok"], "all nodes can mount the file system of jupyterhub"),
        ({}, _answers("sg-nodes"), ["failure"], "1 of 1 nodes can't connect to the file system of jupyterhub on port 2049: i-1. Set efs_config.client_security_groups: [sg-nodes]"),
        ({"client_security_groups": ["sg-0123456789abcdef0"]}, _answers("sg-0123456789abcdef0"), ["ok"], ""),
        ({"existing_file_system_id": ID}, _answers(GROUP, rules=[FROM_CLUSTER]), ["ok", "ok"], "all nodes can mount"),
        ({"existing_file_system_id": ID}, _answers(GROUP, rules=[_rule(CidrIpv4="10.0.0.0/8")]), ["ok", "ok"], "accepts address ranges on port 2049"),
        ({"existing_file_system_id": ID}, _answers(GROUP, rules=[_rule("-1", -1, CidrIpv4="10.0.0.0/8")], targets="a"), ["failure", "ok"], "has no mount target in us-west-2b"),
        ({"existing_file_system_id": ID}, _answers(GROUP, rules=[_rule(port=443, CidrIpv4="10.0.0.0/8")]), ["failure", "failure"], "accepts no connections on port 2049. Allow TCP 2049 from sg-cluster in sg-efs"),
        ({"existing_file_system_id": ID}, _answers("sg-nodes", rules=[FROM_CLUSTER]), ["failure", "failure"], "can't connect to"),
        ({"existing_file_system_id": ID}, _answers(GROUP, targets=""), ["failure"], "has no mount target in the cluster's VPC"),
        ({"existing_file_system_id": ID}, _answers(GROUP, targets="", state="deleting"), ["failure", "failure"], "is deleting"),
        ({"existing_file_system_id": ID, "create_mount_targets": True}, _answers(GROUP), ["failure", "ok"], "already has mount targets"),
        ({"existing_file_system_id": ID, "create_mount_targets": True}, _answers(GROUP, targets=""), ["ok"], "all nodes"),
        ({"existing_file_system_id": ID}, {}, ["failure"], f"there is no file system {ID} in us-west-2"),
    ],
)  # fmt: skip
def test_file_systems(config: Any, answers: Any, levels: list[str], message: str) -> None:
    """Created and existing ones: zones, groups, ports."""
    found = list(file_systems(site(EFS, _efs(**config), aws=answers, objects=[NODE])))

    assert levels == [finding.level.value for finding in found]
    assert message in found[0].line
    assert all(finding.fix for finding in found if finding.level == "failure")


def test_no_nodes_yet() -> None:
    """As with idle Karpenter: the message names the groups that will mount."""
    (found,) = file_systems(site(EFS, _efs()))

    assert ("not-checked", True) == (found.level, GROUP in found.message)
