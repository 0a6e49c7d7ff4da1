"""JupyterHub on Amazon EKS: add-ons, constructs and typed settings for Terraform CDK apps."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from constructs_lib import public_constructs as _constructs
from constructs_lib.names import modules_of_names as _modules_of_names

if TYPE_CHECKING:  # `__getattr__` imports them: a hub file needs few of the settings, and no program needs all
    from constructs_lib.add_ons import registry as _registry
    from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment
    from constructs_lib.add_ons.registry import *  # noqa: F403  # every add-on of the registry is public
    from constructs_lib.blueprint import Blueprint
    from constructs_lib.chart_values.merge import merged
    from constructs_lib.chart_values.storage.database_claim import DatabaseClaim
    from constructs_lib.chart_values.storage.home_names import HomeNames
    from constructs_lib.errors import BlueprintError, HubFileError, JupyterHubOnEksError, Problem, RenderError
    from constructs_lib.facts import stack_facts
    from constructs_lib.hub_files import HubFile, read_hub_file, read_hub_files
    from constructs_lib.models.eks.cluster import Authentication, BackendConfig, ClusterConfig, S3BackendConfig
    from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode, ServiceAccount
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
    from constructs_lib.models.metrics.settings import DashboardConfig, MetricsConfig, ServiceMonitorConfig
    from constructs_lib.models.namespace.limit_range import DefaultRequest, LimitRangeConfig
    from constructs_lib.models.namespace.pod_security import PodSecurityConfig, PodSecurityLevel
    from constructs_lib.models.namespace.resource_quota import ResourceQuotaConfig
    from constructs_lib.models.output import Output
    from constructs_lib.models.pages import AnnouncementsConfig
    from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
    from constructs_lib.models.scheduling.core import ComponentResources, CoreConfig, CoreResources
    from constructs_lib.models.scheduling.placeholders import UserPlaceholders
    from constructs_lib.models.scheduling.resources import CpuAmount, MemoryAmount, Resources, StorageAmount
    from constructs_lib.models.scheduling.settings import AvoidDisruption, DedicatedNodes, NodePurpose, SchedulingConfig
    from constructs_lib.models.scheduling.toleration import TaintEffect, Toleration, TolerationOperator
    from constructs_lib.models.secrets.reference import SecretReference
    from constructs_lib.models.singleuser.culling import CullingConfig, KernelCullingConfig
    from constructs_lib.models.singleuser.image import ImagePullPolicy
    from constructs_lib.models.singleuser.instance_metadata import InstanceMetadata
    from constructs_lib.models.singleuser.lifecycle_hooks import LifecycleHooks
    from constructs_lib.models.singleuser.limits import LimitsConfig
    from constructs_lib.models.singleuser.named_servers import NamedServersConfig
    from constructs_lib.models.singleuser.network_policy import AllowedCidr, NetworkPolicyConfig
    from constructs_lib.models.singleuser.nfs_isolation import NfsIsolation
    from constructs_lib.models.singleuser.pre_pull import PrePullConfig
    from constructs_lib.models.singleuser.profiles.kinds import ProfilePreset
    from constructs_lib.models.singleuser.profiles.profile import Choice, Profile, ProfileOption, UnlistedChoice
    from constructs_lib.models.singleuser.server_settings import ServerSettings
    from constructs_lib.models.singleuser.user_identity import ServersIdentity, servers_identity
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
    from constructs_lib.models.user_identity.s3 import S3Access, S3AccessLevel
    from constructs_lib.models.user_identity.settings import UserIdentity, UserIdentityKind
    from constructs_lib.public_constructs import *  # noqa: F403

    __all__ = [
        "AccessLogsConfig",
        "AccessPointConfig",
        "AddOn",
        "AllowedCidr",
        "AnnouncementsConfig",
        "Auth0Provider",
        "Authentication",
        "AvoidDisruption",
        "BackendConfig",
        "Blueprint",
        "BlueprintError",
        "CaBundleConfig",
        "CertificateConfig",
        "Choice",
        "CilogonProvider",
        "ClaimTemplate",
        "ClusterConfig",
        "ClusterInfo",
        "CognitoProvider",
        "ComponentResources",
        "CoreConfig",
        "CoreResources",
        "CpuAmount",
        "CullingConfig",
        "DashboardConfig",
        "DatabaseClaim",
        "DedicatedNodes",
        "DefaultRequest",
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
        "InstanceMetadata",
        "JupyterHubOnEksError",
        "JupyterHubServiceType",
        "KernelCullingConfig",
        "KeycloakProvider",
        "LetsEncryptConfig",
        "LifecycleHooks",
        "LimitRangeConfig",
        "LimitsConfig",
        "LoadBalancerConfig",
        "LoadBalancerScheme",
        "MemoryAmount",
        "MetricsConfig",
        "NamedServersConfig",
        "NetworkPolicyConfig",
        "NfsIsolation",
        "NodePurpose",
        "OidcConfig",
        "OktaProvider",
        "Output",
        "PerformanceMode",
        "PodIdentityAgentMode",
        "PodSecurityConfig",
        "PodSecurityLevel",
        "PrePullConfig",
        "Prerequisite",
        "PrerequisiteKind",
        "Problem",
        "Profile",
        "ProfileOption",
        "ProfilePreset",
        "ReclaimPolicy",
        "RemovalPolicy",
        "RenderError",
        "ResourceQuotaConfig",
        "Resources",
        "S3Access",
        "S3AccessLevel",
        "S3BackendConfig",
        "SchedulingConfig",
        "SecretReference",
        "ServerSettings",
        "ServersIdentity",
        "ServiceAccount",
        "ServiceMonitorConfig",
        "SharedDirectory",
        "SharedMount",
        "StorageAmount",
        "StorageClassConfig",
        "TaintEffect",
        "TerraformCli",
        "ThroughputMode",
        "Toleration",
        "TolerationOperator",
        "UnlistedChoice",
        "UserIdentity",
        "UserIdentityKind",
        "UserPlaceholders",
        "ValueFrom",
        "VariableSource",
        "merged",
        "read_hub_file",
        "read_hub_files",
        "servers_identity",
        "stack_facts",
    ]
    __all__ += _registry.__all__
    __all__ += _constructs.__all__
else:

    def __getattr__(name: str) -> object:
        """Import a name when it is first used (PEP 562)."""
        if name.startswith("_") and name != "__all__":  # the import system and `inspect` look up such names
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        modules = _modules_of_names(sys.modules[__name__])
        if name == "__all__":
            return [*modules, *import_module("constructs_lib.add_ons.registry").__all__, *_constructs.__all__]
        if name in modules:
            value = getattr(import_module(modules[name]), name)
        elif name in (registry := import_module("constructs_lib.add_ons.registry")).__all__:
            value = getattr(registry, name)
        else:
            value = _constructs.load(name)
        return globals().setdefault(name, value)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__getattr__("__all__")})
