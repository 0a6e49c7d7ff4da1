"""The constructs that `constructs_lib` exports. They load CDKTF, so each is imported when its name is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # at run time, `MODULES` says where each name is; a test compares the three lists
    from constructs_lib.constructs.eks.addon import AddonRole, EksAddon
    from constructs_lib.constructs.eks.cluster import ExistingCluster
    from constructs_lib.constructs.eks.cluster_protocol import Cluster
    from constructs_lib.constructs.eks.csi_driver import EBS_CSI, EFS_CSI, CsiDriver, CsiDriverKind
    from constructs_lib.constructs.eks.namespace import HubNamespace
    from constructs_lib.constructs.eks.pod_identity_agent import PodIdentityAgent
    from constructs_lib.constructs.eks.service_account_role import ServiceAccount, ServiceAccountRole
    from constructs_lib.constructs.exposure.certificates import Certificates, FoundCertificate, NewCertificate
    from constructs_lib.constructs.exposure.dns_record import DnsRecord
    from constructs_lib.constructs.exposure.hub_address import HubAddress
    from constructs_lib.constructs.helm_release import HelmRelease
    from constructs_lib.constructs.jupyterhub.hub import JupyterHub
    from constructs_lib.constructs.load_balancer_controller.controller import LoadBalancerController
    from constructs_lib.constructs.load_balancer_controller.policy import ControllerPolicy
    from constructs_lib.constructs.secrets.kubernetes_secret import KubernetesSecret
    from constructs_lib.constructs.singleuser.owner import UserServers
    from constructs_lib.constructs.storage.backend import HomeStorage, HubSite
    from constructs_lib.constructs.storage.ebs_homes import EbsHomes
    from constructs_lib.constructs.storage.ebs_storage_class import EbsStorageClass
    from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint
    from constructs_lib.constructs.storage.efs_file_system import EfsFileSystem
    from constructs_lib.constructs.storage.efs_final_backup import EfsFinalBackup
    from constructs_lib.constructs.storage.efs_homes import EfsHomes
    from constructs_lib.constructs.storage.efs_mount_targets import EfsMountTargets
    from constructs_lib.constructs.storage.efs_volume import EfsVolume
    from constructs_lib.constructs.storage.existing_claim_homes import ExistingClaimHomes
    from constructs_lib.constructs.storage.home_memory import HomeMemory
    from constructs_lib.constructs.storage.kms_key import KmsKey


__all__ = [
    "EBS_CSI",
    "EFS_CSI",
    "AddonRole",
    "Certificates",
    "Cluster",
    "ControllerPolicy",
    "CsiDriver",
    "CsiDriverKind",
    "DnsRecord",
    "EbsHomes",
    "EbsStorageClass",
    "EfsAccessPoint",
    "EfsFileSystem",
    "EfsFinalBackup",
    "EfsHomes",
    "EfsMountTargets",
    "EfsVolume",
    "EksAddon",
    "ExistingClaimHomes",
    "ExistingCluster",
    "FoundCertificate",
    "HelmRelease",
    "HomeMemory",
    "HomeStorage",
    "HubAddress",
    "HubNamespace",
    "HubSite",
    "JupyterHub",
    "KmsKey",
    "KubernetesSecret",
    "LoadBalancerController",
    "NewCertificate",
    "PodIdentityAgent",
    "ServiceAccount",
    "ServiceAccountRole",
    "UserServers",
]

#: The names of each module below `constructs_lib.constructs`.
MODULES = {
    "eks.addon": ("AddonRole", "EksAddon"),
    "eks.cluster": ("ExistingCluster",),
    "eks.cluster_protocol": ("Cluster",),
    "eks.csi_driver": ("EBS_CSI", "EFS_CSI", "CsiDriver", "CsiDriverKind"),
    "eks.namespace": ("HubNamespace",),
    "eks.pod_identity_agent": ("PodIdentityAgent",),
    "eks.service_account_role": ("ServiceAccount", "ServiceAccountRole"),
    "exposure.certificates": ("Certificates", "FoundCertificate", "NewCertificate"),
    "exposure.dns_record": ("DnsRecord",),
    "exposure.hub_address": ("HubAddress",),
    "helm_release": ("HelmRelease",),
    "jupyterhub.hub": ("JupyterHub",),
    "load_balancer_controller.controller": ("LoadBalancerController",),
    "load_balancer_controller.policy": ("ControllerPolicy",),
    "secrets.kubernetes_secret": ("KubernetesSecret",),
    "singleuser.owner": ("UserServers",),
    "storage.backend": ("HomeStorage", "HubSite"),
    "storage.ebs_homes": ("EbsHomes",),
    "storage.ebs_storage_class": ("EbsStorageClass",),
    "storage.efs_access_point": ("EfsAccessPoint",),
    "storage.efs_file_system": ("EfsFileSystem",),
    "storage.efs_final_backup": ("EfsFinalBackup",),
    "storage.efs_homes": ("EfsHomes",),
    "storage.efs_mount_targets": ("EfsMountTargets",),
    "storage.efs_volume": ("EfsVolume",),
    "storage.existing_claim_homes": ("ExistingClaimHomes",),
    "storage.home_memory": ("HomeMemory",),
    "storage.kms_key": ("KmsKey",),
}
_MODULE_OF = {name: f"constructs_lib.constructs.{module}" for module, names in MODULES.items() for name in names}


def load(name: str) -> Any:
    """Import an exported construct. The first one loads CDKTF.

    Raises:
        AttributeError: no exported construct has the name.
    """
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'constructs_lib' has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)
