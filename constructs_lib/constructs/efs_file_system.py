"""An EFS file system that every node of a cluster can mount."""

from __future__ import annotations

from cdktf import Fn, TerraformIterator, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.data_aws_subnet import DataAwsSubnet
from cdktf_cdktf_provider_aws.efs_file_system import EfsFileSystem as EfsFileSystemResource
from cdktf_cdktf_provider_aws.efs_mount_target import EfsMountTarget
from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from constructs import Construct

from constructs_lib.constructs.dependencies import Dependables
from constructs_lib.constructs.existing_cluster import ExistingCluster
from constructs_lib.models.storage import RemovalPolicy

NFS_PORT = 2049


class EfsFileSystem(Construct):
    """An encrypted file system with a mount target in each of the cluster's Availability Zones.

    Only the cluster's own security group may reach it. Source: Amazon EFS user guide, "Managing mount targets" (one per
    zone) and "Using VPC security groups".

    Args:
        cluster: whose nodes mount it.
        name: the Name tag, and part of the security group's name.
        removal_policy: RETAIN refuses to destroy the file system; DESTROY deletes it.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: ExistingCluster, name: str, removal_policy: RemovalPolicy) -> None:
        super().__init__(scope, id)

        file_system = EfsFileSystemResource(
            self,
            "Resource",
            encrypted=True,
            throughput_mode="elastic",
            tags={"Name": name},
            lifecycle=TerraformResourceLifecycle(prevent_destroy=True) if removal_policy is RemovalPolicy.RETAIN else None,
        )
        security_group, admitted = self._security_group(cluster, name)
        targets = self._mount_targets(cluster, file_system, security_group)

        #: Id of the file system.
        self.file_system_id = file_system.id
        #: Wait for these before mounting.
        self.mount_targets_available: Dependables = [targets, admitted]

    def _security_group(self, cluster: ExistingCluster, name: str) -> tuple[SecurityGroup, VpcSecurityGroupIngressRule]:
        group = SecurityGroup(
            self,
            "SecurityGroup",
            name=f"{name}-efs",
            description=f"NFS from the nodes of the EKS cluster to the homes of {name}",
            vpc_id=cluster.vpc_id,
            tags={"Name": f"{name}-efs"},
        )
        admitted = VpcSecurityGroupIngressRule(
            self,
            "Nfs",
            security_group_id=group.id,
            description="NFS from the cluster's own security group",
            referenced_security_group_id=cluster.security_group_id,
            ip_protocol="tcp",
            from_port=NFS_PORT,
            to_port=NFS_PORT,
        )
        return group, admitted

    def _mount_targets(self, cluster: ExistingCluster, file_system: EfsFileSystemResource, group: SecurityGroup) -> EfsMountTarget:
        """Make one mount target per Availability Zone, in the first of the zone's subnets by id.

        The zones are keys, so that a new subnet in a zone that has a target changes nothing.
        """
        subnets = DataAwsSubnet(
            self,
            "Subnet",
            for_each=TerraformIterator.from_list(Fn.toset(cluster.subnet_ids)),
            id="${each.value}",
        )
        address = f"data.{subnets.terraform_resource_type}.{subnets.friendly_unique_id}"
        by_zone = f"{{ for subnet in values({address}) : subnet.availability_zone => subnet.id... }}"
        targets = EfsMountTarget(
            self,
            "MountTarget",
            file_system_id=file_system.id,
            subnet_id="${each.value}",
            security_groups=[group.id],
        )
        targets.add_override("for_each", f"${{{{ for zone, ids in {by_zone} : zone => sort(ids)[0] }}}}")
        return targets
