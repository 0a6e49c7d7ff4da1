"""The mount targets of an EFS file system: one per Availability Zone."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import Op, Precondition, TerraformIterator, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.data_aws_subnet import DataAwsSubnet
from cdktf_cdktf_provider_aws.efs_mount_target import EfsMountTarget
from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from constructs import Construct

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.terraform.address import address
from constructs_lib.terraform.dependencies import Dependables

NFS_PORT = 2049


class EfsMountTargets(Construct):
    """A mount target in each Availability Zone, open to the cluster's own security group and to the listed ones.

    Source: Amazon EFS user guide, "Managing mount targets" (one per zone) and "Using VPC security groups".

    Args:
        cluster: the cluster; its nodes mount the file system.
        file_system_id: the file system.
        name: part of the security group's name and description.
        subnet_ids: subnets to choose from, the first of each zone by id. Default: the cluster's.
        client_security_groups: ids of additional groups that may mount. Default: only the cluster's own.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: ExistingCluster,
        file_system_id: str,
        name: str,
        subnet_ids: Sequence[str] = (),
        client_security_groups: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)

        group = self._security_group(cluster, name)
        admitted = [self._admit("Nfs", group, cluster.security_group_id, "NFS from the cluster's own security group")]
        admitted += [self._admit_client(position, group, client, cluster) for position, client in enumerate(client_security_groups)]
        targets = EfsMountTarget(
            self,
            "Resource",
            file_system_id=file_system_id,
            subnet_id="${each.value}",
            security_groups=[group.id],
            # A new subnet of the cluster may become the first of its zone; the zone's target stays where it is.
            lifecycle=None if subnet_ids else TerraformResourceLifecycle(ignore_changes=["subnet_id"]),
        )
        targets.add_override("for_each", self._one_subnet_per_zone(list(subnet_ids) or cluster.subnet_ids))

        #: Wait for these before mounting.
        self.ready: Dependables = [targets, *admitted]

    def _security_group(self, cluster: ExistingCluster, name: str) -> SecurityGroup:
        return SecurityGroup(
            self,
            "SecurityGroup",
            name_prefix=f"{name[:200]}-efs-",
            description=f"NFS from the nodes of the EKS cluster to the homes of {name}"[:255],
            vpc_id=cluster.vpc_id,
            tags={"Name": f"{name}-efs"},
        )

    def _admit(
        self, id_: str, group: SecurityGroup, client: str, description: str, *preconditions: Precondition
    ) -> VpcSecurityGroupIngressRule:
        return VpcSecurityGroupIngressRule(
            self,
            id_,
            security_group_id=group.id,
            description=description,
            referenced_security_group_id=client,
            ip_protocol="tcp",
            from_port=NFS_PORT,
            to_port=NFS_PORT,
            lifecycle=TerraformResourceLifecycle(precondition=list(preconditions)) if preconditions else None,
        )

    def _admit_client(self, position: int, group: SecurityGroup, client: str, cluster: ExistingCluster) -> VpcSecurityGroupIngressRule:
        """Admit a group, with its own id, so that others keep their rules; AWS rejects a second rule for the cluster's group."""
        distinct = Precondition(
            condition=Op.neq(client, cluster.security_group_id),
            error_message=f"client_security_groups: {client} is the cluster's own security group, which may mount already. Remove it.",
        )
        id_ = f"Nfs-{position if is_token(client) else client}"
        return self._admit(id_, group, client, "NFS from a security group of client_security_groups", distinct)

    def _one_subnet_per_zone(self, subnet_ids: list[str]) -> str:
        """Choose by zone, because AWS rejects a second target in a zone. The zones are keys, so that a new subnet moves no target."""
        subnets = DataAwsSubnet(self, "Subnet", for_each=TerraformIterator.from_list(subnet_ids), id="${each.value}")
        by_zone = f"{{ for subnet in values({address(subnets)}) : subnet.availability_zone => subnet.id... }}"
        return f"${{{{ for zone, ids in {by_zone} : zone => sort(ids)[0] }}}}"
