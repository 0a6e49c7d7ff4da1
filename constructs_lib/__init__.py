"""JupyterHub on Amazon EKS: add-ons, constructs and typed settings for Terraform CDK apps."""

from __future__ import annotations

from constructs_lib.add_ons import (
    AddOn,
    AwsLoadBalancerControllerAddOn,
    ClusterInfo,
    EbsCsiDriverAddOn,
    EfsCsiDriverAddOn,
    JupyterHubAddOn,
)
from constructs_lib.errors import BlueprintError, HubFileError, JupyterHubOnEksError, RenderError
from constructs_lib.hub_files import HubFile, read_hub_file, read_hub_files
from constructs_lib.models.certificates import CertificateConfig
from constructs_lib.models.cluster import Authentication, BackendConfig, ClusterConfig, S3BackendConfig
from constructs_lib.models.dns import DnsConfig
from constructs_lib.models.ebs import EbsConfig, EbsVolumeType, ReclaimPolicy, StorageClassConfig
from constructs_lib.models.efs import (
    AccessPointConfig,
    EfsConfig,
    PerformanceMode,
    RemovalPolicy,
    SharedDirectory,
    ThroughputMode,
)
from constructs_lib.models.exposure import (
    AccessLogsConfig,
    JupyterHubServiceType,
    LetsEncryptConfig,
    LoadBalancerConfig,
    LoadBalancerScheme,
)
from constructs_lib.models.hub_database import HubDatabaseConfig
from constructs_lib.models.identity import Identity, PodIdentityAgentMode
from constructs_lib.models.identity_providers import (
    Auth0Provider,
    CilogonProvider,
    CognitoProvider,
    EntraIdProvider,
    GithubProvider,
    GoogleProvider,
    KeycloakProvider,
    OktaProvider,
)
from constructs_lib.models.login import OidcConfig
from constructs_lib.models.secrets import SecretReference
from constructs_lib.models.terraform_cli import TerraformCli

__all__ = [
    "AccessLogsConfig",
    "AccessPointConfig",
    "AddOn",
    "Auth0Provider",
    "Authentication",
    "AwsLoadBalancerControllerAddOn",
    "BackendConfig",
    "BlueprintError",
    "CertificateConfig",
    "CilogonProvider",
    "ClusterConfig",
    "ClusterInfo",
    "CognitoProvider",
    "DnsConfig",
    "EbsConfig",
    "EbsCsiDriverAddOn",
    "EbsVolumeType",
    "EfsConfig",
    "EfsCsiDriverAddOn",
    "EntraIdProvider",
    "GithubProvider",
    "GoogleProvider",
    "HubDatabaseConfig",
    "HubFile",
    "HubFileError",
    "Identity",
    "JupyterHubAddOn",
    "JupyterHubOnEksError",
    "JupyterHubServiceType",
    "KeycloakProvider",
    "LetsEncryptConfig",
    "LoadBalancerConfig",
    "LoadBalancerScheme",
    "OidcConfig",
    "OktaProvider",
    "PerformanceMode",
    "PodIdentityAgentMode",
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
