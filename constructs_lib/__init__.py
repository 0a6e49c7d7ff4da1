"""JupyterHub on Amazon EKS: add-ons, constructs and typed settings for Terraform CDK apps."""

from __future__ import annotations

import fast_start as _fast_start

_fast_start.install()  # before any import of cdktf: the provider bindings load only what is used
_fast_start.start_loading()  # node needs as long as Python does for what follows

from constructs_lib.add_ons import (  # noqa: E402
    AddOn,
    AwsLoadBalancerControllerAddOn,
    ClusterInfo,
    EbsCsiDriverAddOn,
    EfsCsiDriverAddOn,
    JupyterHubAddOn,
)
from constructs_lib.errors import BlueprintError, HubFileError, JupyterHubOnEksError, RenderError  # noqa: E402
from constructs_lib.hub_files import HubFile, read_hub_file, read_hub_files  # noqa: E402
from constructs_lib.models.certificates import CertificateConfig  # noqa: E402
from constructs_lib.models.cluster import Authentication, BackendConfig, ClusterConfig, S3BackendConfig  # noqa: E402
from constructs_lib.models.dns import DnsConfig  # noqa: E402
from constructs_lib.models.ebs import EbsConfig, EbsVolumeType, ReclaimPolicy, StorageClassConfig  # noqa: E402
from constructs_lib.models.efs import (  # noqa: E402
    AccessPointConfig,
    EfsConfig,
    PerformanceMode,
    RemovalPolicy,
    SharedDirectory,
    ThroughputMode,
)
from constructs_lib.models.exposure import (  # noqa: E402
    AccessLogsConfig,
    JupyterHubServiceType,
    LetsEncryptConfig,
    LoadBalancerConfig,
    LoadBalancerScheme,
)
from constructs_lib.models.hub_database import HubDatabaseConfig  # noqa: E402
from constructs_lib.models.identity import Identity, PodIdentityAgentMode  # noqa: E402
from constructs_lib.models.identity_providers import (  # noqa: E402
    Auth0Provider,
    CilogonProvider,
    CognitoProvider,
    EntraIdProvider,
    GithubProvider,
    GoogleProvider,
    KeycloakProvider,
    OktaProvider,
)
from constructs_lib.models.login import OidcConfig  # noqa: E402
from constructs_lib.models.secrets import SecretReference  # noqa: E402
from constructs_lib.models.terraform_cli import TerraformCli  # noqa: E402

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
