"""Checks that nodes can reach the file systems of homes, through NFS on port 2049."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.models.storage.efs import EfsConfig
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.doctor.network import subnets
from jupyterhub_on_eks.findings.finding import Finding, failure, not_checked, ok

#: The port of NFS. Source: Amazon EFS user guide, "Using VPC security groups".
NFS = 2049


def file_systems(site: StackSite) -> Iterator[Finding]:
    """Check that nodes can mount new and existing file systems."""
    for hub in site.hubs:
        config = hub.efs_config
        if config is None:
            continue
        if config.existing_file_system_id:
            yield from _existing(site, config, config.existing_file_system_id)
        if not config.existing_file_system_id or config.create_mount_targets:
            yield _nodes(
                site, {str(site.vpc["clusterSecurityGroupId"]), *config.client_security_groups}, f"the file system of {hub.namespace}"
            )


def _nodes(site: StackSite, allowed: set[str], what: str) -> Finding:
    """Check that each node has a security group that allows mounting."""
    groups = _groups_of_nodes(site)
    if not groups:
        return not_checked(f"the cluster has no EC2 nodes yet; those with {' or '.join(sorted(allowed))} can mount {what}")
    shut = {node: its for node, its in groups.items() if not its & allowed}
    if not shut:
        return ok(f"all nodes can mount {what}")
    needed = sorted({min(its) for its in shut.values() if its})
    message = f"{len(shut)} of {len(groups)} nodes can't connect to {what} on port {NFS}: {', '.join(sorted(shut)[:3])}"
    return failure(message, f"Set efs_config.client_security_groups: [{', '.join(needed)}]")


def _groups_of_nodes(site: StackSite) -> dict[str, set[str]]:
    return {node["InstanceId"]: {group["GroupId"] for group in node.get("SecurityGroups") or ()} for node in site.instances}


def _existing(site: StackSite, config: EfsConfig, id_: str) -> Iterator[Finding]:
    answer = site.aws.find("efs", "describe_file_systems", {"FileSystemId": id_})
    if answer is None:
        yield failure(f"there is no file system {id_} in {site.aws.region}", "Correct efs_config.existing_file_system_id")
        return
    state = answer["FileSystems"][0]["LifeCycleState"]
    if state != "available":
        yield failure(f"{id_} is {state}", "Wait until it is available")
    targets = list(site.aws.items("efs", "describe_mount_targets", "MountTargets", {"FileSystemId": id_}))
    if config.create_mount_targets:
        if targets:
            yield failure(f"{id_} already has mount targets", "Remove efs_config.create_mount_targets")
        return
    yield from _targets(site, id_, targets)


def _targets(site: StackSite, id_: str, targets: list[Mapping[str, Any]]) -> Iterator[Finding]:
    """Check that each zone of the cluster has a mount target in its VPC, and that nodes can connect to it."""
    ids = set(site.vpc.get("subnetIds") or ())
    zones = {subnet["AvailabilityZone"] for subnet in subnets(site) if subnet["SubnetId"] in ids}
    here = [target for target in targets if target.get("VpcId") == site.vpc["vpcId"]]
    missing = sorted(zones - {target["AvailabilityZoneName"] for target in here})
    if not here:
        yield failure(
            f"{id_} has no mount target in the cluster's VPC", "Set efs_config.create_mount_targets: true, if it has none elsewhere"
        )
        return
    if missing:
        yield failure(
            f"{id_} has no mount target in {', '.join(missing)}, where the cluster has subnets", "Create one in each of these zones"
        )
    for target in here:
        yield _target_is_open(site, id_, target)


def _target_is_open(site: StackSite, id_: str, target: Mapping[str, Any]) -> Finding:
    parameters = {"MountTargetId": target["MountTargetId"]}
    groups = set(site.aws.ask("efs", "describe_mount_target_security_groups", parameters)["SecurityGroups"])
    filters = {"Filters": [{"Name": "group-id", "Values": sorted(groups)}]}
    rules = [
        rule
        for rule in site.aws.items("ec2", "describe_security_group_rules", "SecurityGroupRules", filters)
        if not rule.get("IsEgress") and rule.get("IpProtocol") in {"tcp", "-1"} and _has_port(rule)
    ]
    if any(rule.get("CidrIpv4") or rule.get("CidrIpv6") or rule.get("PrefixListId") for rule in rules):
        return ok(f"{id_} in {target['AvailabilityZoneName']} accepts address ranges on port {NFS}")
    allowed = {str((rule.get("ReferencedGroupInfo") or {}).get("GroupId", "")).rpartition("/")[2] for rule in rules}
    if not allowed:
        fix = f"Allow TCP {NFS} from {site.vpc['clusterSecurityGroupId']} in {', '.join(sorted(groups))}"
        return failure(f"{id_} in {target['AvailabilityZoneName']} accepts no connections on port {NFS}", fix)
    return _nodes(site, allowed, f"{id_} in {target['AvailabilityZoneName']}")


def _has_port(rule: Mapping[str, Any]) -> bool:
    """Return whether a rule includes the port; -1 means all ports."""
    first, last = rule.get("FromPort", -1), rule.get("ToPort", -1)
    return rule.get("IpProtocol") == "-1" or first == -1 or first <= NFS <= last
