"""The constructs that `constructs_lib` exports, and a synthesizer. They load CDKTF, so each is imported when its name is first used."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from constructs_lib.names import modules_of_names

if TYPE_CHECKING:  # `load` imports them at run time
    from constructs_lib.constructs.eks.addon import EksAddon
    from constructs_lib.constructs.eks.addon_role import AddonRole
    from constructs_lib.constructs.eks.cluster import ExistingCluster
    from constructs_lib.constructs.eks.cluster_protocol import Cluster
    from constructs_lib.constructs.eks.csi_driver import EBS_CSI, EFS_CSI, CsiDriver, CsiDriverKind
    from constructs_lib.constructs.eks.namespace import HubNamespace
    from constructs_lib.constructs.eks.namespace_limits import NamespaceLimits
    from constructs_lib.constructs.eks.pod_identity_agent import PodIdentityAgent
    from constructs_lib.constructs.eks.service_account_role import ServiceAccountRole
    from constructs_lib.constructs.exposure.certificates import Certificates, FoundCertificate, NewCertificate
    from constructs_lib.constructs.exposure.dns_record import DnsRecord
    from constructs_lib.constructs.exposure.hub_address import HubAddress
    from constructs_lib.constructs.helm_release import HelmRelease
    from constructs_lib.constructs.jupyterhub.hub import JupyterHub
    from constructs_lib.constructs.load_balancer_controller.controller import LoadBalancerController
    from constructs_lib.constructs.load_balancer_controller.policy import ControllerPolicy
    from constructs_lib.constructs.metrics.hub_metrics import HubMetrics
    from constructs_lib.constructs.secrets.kubernetes_secret import KubernetesSecret
    from constructs_lib.constructs.singleuser.owner import UserServers
    from constructs_lib.constructs.singleuser.user_identity import UserIdentityAccount
    from constructs_lib.constructs.storage.backend import HomeStorage, HubSite, SharedDatabase
    from constructs_lib.constructs.storage.ebs_backup import EbsBackup
    from constructs_lib.constructs.storage.ebs_homes import EbsHomes
    from constructs_lib.constructs.storage.ebs_storage_class import EbsStorageClass
    from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint
    from constructs_lib.constructs.storage.efs_file_system import EfsFileSystem
    from constructs_lib.constructs.storage.efs_file_system_policy import EfsFileSystemPolicy
    from constructs_lib.constructs.storage.efs_final_backup import EfsFinalBackup
    from constructs_lib.constructs.storage.efs_homes import EfsHomes
    from constructs_lib.constructs.storage.efs_mount_targets import EfsMountTargets
    from constructs_lib.constructs.storage.efs_volume import EfsVolume
    from constructs_lib.constructs.storage.existing_claim_homes import ExistingClaimHomes
    from constructs_lib.constructs.storage.home_memory import HomeMemory
    from constructs_lib.constructs.storage.kms_key import KmsKey
    from constructs_lib.constructs.storage.storage_class_check import StorageClassCheck
    from constructs_lib.terraform.synthesizer import BlueprintSynthesizer

__all__ = [
    "EBS_CSI",
    "EFS_CSI",
    "AddonRole",
    "BlueprintSynthesizer",
    "Certificates",
    "Cluster",
    "ControllerPolicy",
    "CsiDriver",
    "CsiDriverKind",
    "DnsRecord",
    "EbsBackup",
    "EbsHomes",
    "EbsStorageClass",
    "EfsAccessPoint",
    "EfsFileSystem",
    "EfsFileSystemPolicy",
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
    "HubMetrics",
    "HubNamespace",
    "HubSite",
    "JupyterHub",
    "KmsKey",
    "KubernetesSecret",
    "LoadBalancerController",
    "NamespaceLimits",
    "NewCertificate",
    "PodIdentityAgent",
    "ServiceAccountRole",
    "SharedDatabase",
    "StorageClassCheck",
    "UserIdentityAccount",
    "UserServers",
]


def load(name: str) -> Any:
    """Import an exported construct. The first one loads CDKTF.

    Raises:
        AttributeError: no exported construct has the name.
    """
    if name not in __all__:
        raise AttributeError(f"module 'constructs_lib' has no attribute {name!r}")
    return getattr(import_module(modules_of_names(sys.modules[__name__])[name]), name)
