"""The constructs that `constructs_lib` exports. They load CDKTF, so each is imported when its name is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the names of `MODULES`, for type checkers
    from constructs_lib.constructs.eks.addon import AddonRole as AddonRole
    from constructs_lib.constructs.eks.addon import EksAddon as EksAddon
    from constructs_lib.constructs.eks.cluster import ExistingCluster as ExistingCluster
    from constructs_lib.constructs.eks.cluster_protocol import Cluster as Cluster
    from constructs_lib.constructs.eks.csi_driver import EBS_CSI as EBS_CSI
    from constructs_lib.constructs.eks.csi_driver import EFS_CSI as EFS_CSI
    from constructs_lib.constructs.eks.csi_driver import CsiDriver as CsiDriver
    from constructs_lib.constructs.eks.csi_driver import CsiDriverKind as CsiDriverKind
    from constructs_lib.constructs.eks.namespace import HubNamespace as HubNamespace
    from constructs_lib.constructs.eks.pod_identity_agent import PodIdentityAgent as PodIdentityAgent
    from constructs_lib.constructs.eks.service_account_role import ServiceAccount as ServiceAccount
    from constructs_lib.constructs.eks.service_account_role import ServiceAccountRole as ServiceAccountRole
    from constructs_lib.constructs.exposure.certificates import Certificates as Certificates
    from constructs_lib.constructs.exposure.certificates import FoundCertificate as FoundCertificate
    from constructs_lib.constructs.exposure.certificates import NewCertificate as NewCertificate
    from constructs_lib.constructs.exposure.dns_record import DnsRecord as DnsRecord
    from constructs_lib.constructs.exposure.hub_address import HubAddress as HubAddress
    from constructs_lib.constructs.helm_release import HelmRelease as HelmRelease
    from constructs_lib.constructs.jupyterhub.hub import JupyterHub as JupyterHub
    from constructs_lib.constructs.load_balancer_controller.controller import LoadBalancerController as LoadBalancerController
    from constructs_lib.constructs.load_balancer_controller.policy import ControllerPolicy as ControllerPolicy
    from constructs_lib.constructs.secrets.kubernetes_secret import KubernetesSecret as KubernetesSecret
    from constructs_lib.constructs.singleuser.owner import UserServers as UserServers
    from constructs_lib.constructs.storage.backend import HomeStorage as HomeStorage
    from constructs_lib.constructs.storage.backend import HubSite as HubSite
    from constructs_lib.constructs.storage.ebs_homes import EbsHomes as EbsHomes
    from constructs_lib.constructs.storage.ebs_storage_class import EbsStorageClass as EbsStorageClass
    from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint as EfsAccessPoint
    from constructs_lib.constructs.storage.efs_file_system import EfsFileSystem as EfsFileSystem
    from constructs_lib.constructs.storage.efs_final_backup import EfsFinalBackup as EfsFinalBackup
    from constructs_lib.constructs.storage.efs_homes import EfsHomes as EfsHomes
    from constructs_lib.constructs.storage.efs_mount_targets import EfsMountTargets as EfsMountTargets
    from constructs_lib.constructs.storage.efs_volume import EfsVolume as EfsVolume
    from constructs_lib.constructs.storage.existing_claim_homes import ExistingClaimHomes as ExistingClaimHomes
    from constructs_lib.constructs.storage.kms_key import KmsKey as KmsKey


#: The names of each module below `constructs_lib.constructs`; a test compares them with the imports above.
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
    "storage.kms_key": ("KmsKey",),
}
_MODULE_OF = {name: f"constructs_lib.constructs.{module}" for module, names in MODULES.items() for name in names}
if not TYPE_CHECKING:  # to them, a list that is computed is an empty one
    __all__ = list(_MODULE_OF)


def load(name: str) -> Any:
    """Import an exported construct. The first one loads CDKTF.

    Raises:
        AttributeError: no exported construct has the name.
    """
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'constructs_lib' has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)
