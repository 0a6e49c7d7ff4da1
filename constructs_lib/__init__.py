"""JupyterHub on Amazon EKS: add-ons, constructs and typed settings for Terraform CDK apps."""

from __future__ import annotations

from constructs_lib import bindings as _bindings

_bindings.install()  # before any import of cdktf: the provider bindings load only what is used
_bindings.start_loading()  # node needs as long as Python does for what follows

from constructs_lib.add_ons import registry as _registry  # noqa: E402
from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment  # noqa: E402
from constructs_lib.add_ons.registry import *  # noqa: E402, F403  # every add-on of the registry is public
from constructs_lib.blueprint import Blueprint  # noqa: E402
from constructs_lib.errors import BlueprintError, HubFileError, JupyterHubOnEksError, RenderError  # noqa: E402
from constructs_lib.hub_files import HubFile, read_hub_file, read_hub_files  # noqa: E402
from constructs_lib.models.eks.cluster import Authentication, BackendConfig, ClusterConfig, S3BackendConfig  # noqa: E402
from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode  # noqa: E402
from constructs_lib.models.exposure.certificates import CertificateConfig  # noqa: E402
from constructs_lib.models.exposure.dns import DnsConfig  # noqa: E402
from constructs_lib.models.exposure.load_balancer import (  # noqa: E402
    AccessLogsConfig,
    JupyterHubServiceType,
    LetsEncryptConfig,
    LoadBalancerConfig,
    LoadBalancerScheme,
)
from constructs_lib.models.login.identity_providers import (  # noqa: E402
    Auth0Provider,
    CilogonProvider,
    CognitoProvider,
    EntraIdProvider,
    GithubProvider,
    GoogleProvider,
    KeycloakProvider,
    OktaProvider,
)
from constructs_lib.models.login.settings import OidcConfig  # noqa: E402
from constructs_lib.models.output import Output  # noqa: E402
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind  # noqa: E402
from constructs_lib.models.secrets.reference import SecretReference  # noqa: E402
from constructs_lib.models.storage.ebs import EbsConfig  # noqa: E402
from constructs_lib.models.storage.ebs_storage_class import EbsVolumeType, ReclaimPolicy, StorageClassConfig  # noqa: E402
from constructs_lib.models.storage.efs import EfsConfig, PerformanceMode, RemovalPolicy, ThroughputMode  # noqa: E402
from constructs_lib.models.storage.efs_access_point import AccessPointConfig, SharedDirectory  # noqa: E402
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig  # noqa: E402
from constructs_lib.models.storage.hub_database import HubDatabaseConfig  # noqa: E402
from constructs_lib.models.terraform_cli import TerraformCli  # noqa: E402

__all__ = [
    "AccessLogsConfig",
    "AccessPointConfig",
    "AddOn",
    "Auth0Provider",
    "Authentication",
    "BackendConfig",
    "Blueprint",
    "BlueprintError",
    "CertificateConfig",
    "CilogonProvider",
    "ClusterConfig",
    "ClusterInfo",
    "CognitoProvider",
    "Deployment",
    "DnsConfig",
    "EbsConfig",
    "EbsVolumeType",
    "EfsConfig",
    "EntraIdProvider",
    "ExistingClaimConfig",
    "GithubProvider",
    "GoogleProvider",
    "HubDatabaseConfig",
    "HubFile",
    "HubFileError",
    "Identity",
    "JupyterHubOnEksError",
    "JupyterHubServiceType",
    "KeycloakProvider",
    "LetsEncryptConfig",
    "LoadBalancerConfig",
    "LoadBalancerScheme",
    "OidcConfig",
    "OktaProvider",
    "Output",
    "PerformanceMode",
    "PodIdentityAgentMode",
    "Prerequisite",
    "PrerequisiteKind",
    "ReclaimPolicy",
    "RemovalPolicy",
    "RenderError",
    "S3BackendConfig",
    "SecretReference",
    "SharedDirectory",
    "StorageClassConfig",
    "TerraformCli",
    "ThroughputMode",
    "read_hub_file",
    "read_hub_files",
]
__all__ += _registry.__all__
