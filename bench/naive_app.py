"""The hub of ``hub.yaml`` as CDKTF Python is usually written: the bindings imported as their documentation says, resources by hand.

It declares the same resources as the product, so that the two differ in how they load and not in what they render; the benchmark
compares their kinds and numbers and stops where they differ.
"""

from __future__ import annotations

import json

from cdktf import App, DataResource, Fn, TerraformOutput, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.data_aws_eks_addon import DataAwsEksAddon
from cdktf_cdktf_provider_aws.data_aws_eks_cluster import DataAwsEksCluster
from cdktf_cdktf_provider_aws.data_aws_eks_cluster_auth import DataAwsEksClusterAuth
from cdktf_cdktf_provider_aws.data_aws_subnet import DataAwsSubnet
from cdktf_cdktf_provider_aws.efs_access_point import (
    EfsAccessPoint,
    EfsAccessPointPosixUser,
    EfsAccessPointRootDirectory,
    EfsAccessPointRootDirectoryCreationInfo,
)
from cdktf_cdktf_provider_aws.efs_backup_policy import EfsBackupPolicy, EfsBackupPolicyBackupPolicy
from cdktf_cdktf_provider_aws.efs_file_system import EfsFileSystem
from cdktf_cdktf_provider_aws.efs_mount_target import EfsMountTarget
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_aws.security_group import SecurityGroup
from cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule import VpcSecurityGroupIngressRule
from cdktf_cdktf_provider_helm.provider import HelmProvider, HelmProviderKubernetes
from cdktf_cdktf_provider_helm.release import Release
from cdktf_cdktf_provider_kubernetes.config_map_v1 import ConfigMapV1, ConfigMapV1Metadata
from cdktf_cdktf_provider_kubernetes.namespace_v1 import NamespaceV1, NamespaceV1Metadata
from cdktf_cdktf_provider_kubernetes.persistent_volume_claim_v1 import (
    PersistentVolumeClaimV1,
    PersistentVolumeClaimV1Metadata,
    PersistentVolumeClaimV1Spec,
    PersistentVolumeClaimV1SpecResources,
)
from cdktf_cdktf_provider_kubernetes.persistent_volume_v1 import (
    PersistentVolumeV1,
    PersistentVolumeV1Metadata,
    PersistentVolumeV1Spec,
    PersistentVolumeV1SpecPersistentVolumeSource,
    PersistentVolumeV1SpecPersistentVolumeSourceCsi,
)
from cdktf_cdktf_provider_kubernetes.provider import KubernetesProvider
from cdktf_cdktf_provider_kubernetes.storage_class_v1 import StorageClassV1, StorageClassV1Metadata
from constructs import Construct


class HubStack(TerraformStack):
    """One JupyterHub with its homes on EFS."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)

        AwsProvider(self, "aws", region="us-west-2")
        cluster = DataAwsEksCluster(self, "cluster", name="bench-cluster")
        auth = DataAwsEksClusterAuth(self, "auth", name="bench-cluster")
        certificate = Fn.base64decode(cluster.certificate_authority.get(0).data)
        KubernetesProvider(self, "kubernetes", host=cluster.endpoint, cluster_ca_certificate=certificate, token=auth.token)
        connection = HelmProviderKubernetes(host=cluster.endpoint, cluster_ca_certificate=certificate, token=auth.token)
        HelmProvider(self, "helm", kubernetes=connection)
        driver = DataAwsEksAddon(self, "driver", cluster_name="bench-cluster", addon_name="aws-efs-csi-driver")

        made_with = DataResource(
            self, "made-with", input={"encrypted": "true"}, lifecycle=TerraformResourceLifecycle(ignore_changes=["input"])
        )
        file_system = EfsFileSystem(
            self,
            "homes",
            encrypted=True,
            throughput_mode="elastic",
            tags={"Name": "bench-jupyterhub"},
            lifecycle=TerraformResourceLifecycle(prevent_destroy=True),
            depends_on=[made_with],
        )
        EfsBackupPolicy(self, "backup", file_system_id=file_system.id, backup_policy=EfsBackupPolicyBackupPolicy(status="ENABLED"))
        group = SecurityGroup(
            self,
            "group",
            name="bench-jupyterhub-efs",
            description="NFS from the nodes",
            vpc_id=cluster.vpc_config.get(0).vpc_id,
            tags={"Name": "bench-jupyterhub-efs"},
        )
        rule = VpcSecurityGroupIngressRule(
            self,
            "nfs",
            security_group_id=group.id,
            referenced_security_group_id=cluster.vpc_config.get(0).cluster_security_group_id,
            ip_protocol="tcp",
            from_port=2049,
            to_port=2049,
            description="NFS from the cluster's own security group",
        )
        subnets = DataAwsSubnet(self, "subnets", id="${each.value}")
        subnets.add_override("for_each", f"${{toset({cluster.fqn}.vpc_config[0].subnet_ids)}}")
        target = EfsMountTarget(self, "target", file_system_id=file_system.id, subnet_id="${each.value}", security_groups=[group.id])
        target.add_override("for_each", f"${{{{ for s in values({subnets.fqn}) : s.availability_zone => s.id }}}}")

        homes = EfsAccessPoint(
            self,
            "homes-directory",
            file_system_id=file_system.id,
            posix_user=EfsAccessPointPosixUser(uid=1000, gid=100),
            root_directory=EfsAccessPointRootDirectory(
                path="/homes",
                creation_info=EfsAccessPointRootDirectoryCreationInfo(owner_uid=1000, owner_gid=100, permissions="0770"),
            ),
        )
        database = EfsAccessPoint(
            self,
            "database-directory",
            file_system_id=file_system.id,
            posix_user=EfsAccessPointPosixUser(uid=1000, gid=1000),
            root_directory=EfsAccessPointRootDirectory(
                path="/hub-database",
                creation_info=EfsAccessPointRootDirectoryCreationInfo(owner_uid=1000, owner_gid=1000, permissions="0770"),
            ),
        )

        namespace = NamespaceV1(self, "namespace", metadata=NamespaceV1Metadata(name="jupyterhub"), depends_on=[driver])
        storage_class = StorageClassV1(
            self,
            "class",
            metadata=StorageClassV1Metadata(name="bench-jupyterhub-efs"),
            storage_provisioner="efs.csi.aws.com",
            reclaim_policy="Retain",
        )
        homes_volume = PersistentVolumeV1(
            self,
            "homes-volume",
            metadata=PersistentVolumeV1Metadata(name="bench-jupyterhub-home"),
            spec=[
                PersistentVolumeV1Spec(
                    access_modes=["ReadWriteMany"],
                    capacity={"storage": "100Gi"},
                    persistent_volume_reclaim_policy="Retain",
                    storage_class_name="bench-jupyterhub-efs",
                    persistent_volume_source=PersistentVolumeV1SpecPersistentVolumeSource(
                        csi=PersistentVolumeV1SpecPersistentVolumeSourceCsi(
                            driver="efs.csi.aws.com", volume_handle=f"{file_system.id}::{homes.id}"
                        )
                    ),
                )
            ],
            depends_on=[target, rule, driver],
        )
        database_volume = PersistentVolumeV1(
            self,
            "database-volume",
            metadata=PersistentVolumeV1Metadata(name="bench-jupyterhub-hub-db"),
            spec=[
                PersistentVolumeV1Spec(
                    access_modes=["ReadWriteOnce"],
                    capacity={"storage": "1Gi"},
                    persistent_volume_reclaim_policy="Retain",
                    storage_class_name="bench-jupyterhub-hub-db",
                    persistent_volume_source=PersistentVolumeV1SpecPersistentVolumeSource(
                        csi=PersistentVolumeV1SpecPersistentVolumeSourceCsi(
                            driver="efs.csi.aws.com", volume_handle=f"{file_system.id}::{database.id}"
                        )
                    ),
                )
            ],
            depends_on=[target, rule, driver],
        )
        claim = PersistentVolumeClaimV1(
            self,
            "claim",
            metadata=PersistentVolumeClaimV1Metadata(name="home", namespace="jupyterhub"),
            spec=PersistentVolumeClaimV1Spec(
                access_modes=["ReadWriteMany"],
                resources=PersistentVolumeClaimV1SpecResources(requests={"storage": "100Gi"}),
                storage_class_name=storage_class.id,
                volume_name="bench-jupyterhub-home",
            ),
            depends_on=[homes_volume],
        )
        database_claim = PersistentVolumeClaimV1(
            self,
            "database-claim",
            metadata=PersistentVolumeClaimV1Metadata(name="hub-db-dir", namespace="jupyterhub"),
            spec=PersistentVolumeClaimV1Spec(
                access_modes=["ReadWriteOnce"],
                resources=PersistentVolumeClaimV1SpecResources(requests={"storage": "1Gi"}),
                storage_class_name="bench-jupyterhub-hub-db",
                volume_name="bench-jupyterhub-hub-db",
            ),
            depends_on=[database_volume],
        )
        owner = ConfigMapV1(
            self,
            "owner",
            metadata=ConfigMapV1Metadata(name="user-servers", namespace="jupyterhub"),
            data={"purpose": "Owns the users' servers"},
            depends_on=[namespace, claim],
        )
        values = {
            "hub": {"db": {"type": "sqlite-pvc", "pvc": {"storageClassName": "bench-jupyterhub-hub-db"}}},
            "proxy": {"service": {"type": "ClusterIP"}},
            "singleuser": {
                "image": {"name": "quay.io/jupyter/base-notebook", "tag": "hub-5.5.0"},
                "storage": {"type": "static", "static": {"pvcName": "home", "subPath": "home/{username}"}},
            },
        }
        Release(
            self,
            "release",
            name="jupyterhub",
            namespace="jupyterhub",
            chart="jupyterhub",
            repository="https://hub.jupyter.org/helm-chart/",
            version="4.4.0",
            values=[json.dumps(values)],
            timeout=900,
            atomic=True,
            wait=True,
            depends_on=[namespace, owner, claim, database_claim, target, rule, driver],
        )
        TerraformOutput(self, "file_system_id", value=file_system.id)


app = App()
HubStack(app, "bench")
app.synth()
