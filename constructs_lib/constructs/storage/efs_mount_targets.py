"""The ways into an EFS file system: one mount target per Availability Zone."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import TerraformIterator, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.data_aws_subnet import DataAwsSubnet
from cdktf_cdktf_provider_aws.efs_mount_target import EfsMountTarget
from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from constructs import Construct

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.terraform.address import address
from constructs_lib.terraform.dependencies import Dependables

NFS_PORT = 2049


class EfsMountTargets(Construct):
    """A mount target in each Availability Zone, which only the cluster's own security group may reach.

    Source: Amazon EFS user guide, "Managing mount targets" (one per zone) and "Using VPC security groups".

    Args:
        cluster: whose nodes mount the file system.
        file_system_id: the file system.
        name: part of the security group's name, and what its description says.
        subnet_ids: subnets to choose from, the first of each zone by id. Default: the cluster's.
    """

    def __init__(
        self, scope: Construct, id: str, *, cluster: ExistingCluster, file_system_id: str, name: str, subnet_ids: Sequence[str] = ()
    ) -> None:
        super().__init__(scope, id)

        group, admitted = self._security_group(cluster, name)
        targets = EfsMountTarget(
            self,
            "Resource",
            file_system_id=file_system_id,
            subnet_id="${each.value}",
            security_groups=[group.id],
            # A subnet that joins the cluster may become the first of its zone; the zone's target stays where it is.
            lifecycle=None if subnet_ids else TerraformResourceLifecycle(ignore_changes=["subnet_id"]),
        )
        targets.add_override("for_each", self._one_subnet_per_zone(list(subnet_ids) or cluster.subnet_ids))

        #: Wait for these before mounting.
        self.ready: Dependables = [targets, admitted]

    def _security_group(self, cluster: ExistingCluster, name: str) -> tuple[SecurityGroup, VpcSecurityGroupIngressRule]:
        group = SecurityGroup(
            self,
            "SecurityGroup",
            name_prefix=f"{name[:200]}-efs-",
            description=f"NFS from the nodes of the EKS cluster to the homes of {name}"[:255],
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

    def _one_subnet_per_zone(self, subnet_ids: list[str]) -> str:
        """Choose by zone, since a second target in a zone is refused. The zones are keys, so that a new subnet moves no target."""
        subnets = DataAwsSubnet(self, "Subnet", for_each=TerraformIterator.from_list(subnet_ids), id="${each.value}")
        by_zone = f"{{ for subnet in values({address(subnets)}) : subnet.availability_zone => subnet.id... }}"
        return f"${{{{ for zone, ids in {by_zone} : zone => sort(ids)[0] }}}}"
