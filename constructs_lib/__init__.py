"""JupyterHub on Amazon EKS: add-ons, constructs and typed settings for Terraform CDK apps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_lib import public_constructs as _constructs
from constructs_lib.add_ons import registry as _registry
from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment
from constructs_lib.add_ons.registry import *  # noqa: F403  # every add-on of the registry is public
from constructs_lib.blueprint import Blueprint
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.storage.database_claim import DatabaseClaim
from constructs_lib.chart_values.storage.home_names import HomeNames
from constructs_lib.errors import BlueprintError, HubFileError, JupyterHubOnEksError, Problem, RenderError
from constructs_lib.hub_files import HubFile, read_hub_file, read_hub_files
from constructs_lib.models.eks.cluster import Authentication, BackendConfig, ClusterConfig, S3BackendConfig
from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.exposure.dns import DnsConfig
from constructs_lib.models.exposure.load_balancer import (
    AccessLogsConfig,
    JupyterHubServiceType,
    LetsEncryptConfig,
    LoadBalancerConfig,
    LoadBalancerScheme,
)
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.login.ca_bundle import CaBundleConfig
from constructs_lib.models.login.identity_providers import (
    Auth0Provider,
    CilogonProvider,
    CognitoProvider,
    EntraIdProvider,
    GithubProvider,
    GoogleProvider,
    KeycloakProvider,
    OktaProvider,
)
from constructs_lib.models.login.settings import OidcConfig
from constructs_lib.models.output import Output
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.secrets.reference import SecretReference
from constructs_lib.models.singleuser.image import ImagePullPolicy
from constructs_lib.models.singleuser.lifecycle_hooks import LifecycleHooks
from constructs_lib.models.singleuser.named_servers import NamedServersConfig
from constructs_lib.models.singleuser.nfs_isolation import NfsIsolation
from constructs_lib.models.singleuser.resources import CpuAmount, MemoryAmount, Resources, StorageAmount
from constructs_lib.models.singleuser.server_settings import ServerSettings
from constructs_lib.models.singleuser.toleration import TaintEffect, Toleration, TolerationOperator
from constructs_lib.models.singleuser.variable import ValueFrom, VariableSource
from constructs_lib.models.storage.ebs import EbsConfig, EbsRemovalPolicy
from constructs_lib.models.storage.ebs_storage_class import EbsVolumeType, ReclaimPolicy, StorageClassConfig
from constructs_lib.models.storage.efs import EfsConfig, RemovalPolicy
from constructs_lib.models.storage.efs_access_point import AccessPointConfig, SharedDirectory
from constructs_lib.models.storage.efs_performance import PerformanceMode, ThroughputMode
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from constructs_lib.models.storage.home_storage import ClaimTemplate, HomeStorageConfig, SharedMount
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from constructs_lib.models.terraform_cli import TerraformCli

__all__ = [
    "AccessLogsConfig",
    "AccessPointConfig",
    "AddOn",
    "Auth0Provider",
    "Authentication",
    "BackendConfig",
    "Blueprint",
    "BlueprintError",
    "CaBundleConfig",
    "CertificateConfig",
    "CilogonProvider",
    "ClaimTemplate",
    "ClusterConfig",
    "ClusterInfo",
    "CognitoProvider",
    "CpuAmount",
    "DatabaseClaim",
    "Deployment",
    "DnsConfig",
    "EbsConfig",
    "EbsRemovalPolicy",
    "EbsVolumeType",
    "EfsConfig",
    "EntraIdProvider",
    "ExistingClaimConfig",
    "GithubProvider",
    "GoogleProvider",
    "HelmAddOnProps",
    "HomeNames",
    "HomeStorageConfig",
    "HubDatabaseConfig",
    "HubFile",
    "HubFileError",
    "Identity",
    "ImagePullPolicy",
    "JupyterHubOnEksError",
    "JupyterHubServiceType",
    "KeycloakProvider",
    "LetsEncryptConfig",
    "LifecycleHooks",
    "LoadBalancerConfig",
    "LoadBalancerScheme",
    "MemoryAmount",
    "NamedServersConfig",
    "NfsIsolation",
    "OidcConfig",
    "OktaProvider",
    "Output",
    "PerformanceMode",
    "PodIdentityAgentMode",
    "Prerequisite",
    "PrerequisiteKind",
    "Problem",
    "ReclaimPolicy",
    "RemovalPolicy",
    "RenderError",
    "Resources",
    "S3BackendConfig",
    "SecretReference",
    "ServerSettings",
    "SharedDirectory",
    "SharedMount",
    "StorageAmount",
    "StorageClassConfig",
    "TaintEffect",
    "TerraformCli",
    "ThroughputMode",
    "Toleration",
    "TolerationOperator",
    "ValueFrom",
    "VariableSource",
    "merged",
    "read_hub_file",
    "read_hub_files",
]
__all__ += _registry.__all__
__all__ += _constructs.__all__

if TYPE_CHECKING:
    from constructs_lib.public_constructs import *  # noqa: F403  # the same names that __getattr__ imports
else:

    def __getattr__(name: str) -> object:
        """Import a construct when its name is first used (PEP 562): constructs load CDKTF, and this package must not."""
        return globals().setdefault(name, _constructs.load(name))

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
