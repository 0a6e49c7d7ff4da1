"""A typical CDKTF Python app: the bindings imported as documented, and one resource of each provider."""

from __future__ import annotations

from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.efs_file_system import EfsFileSystem
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_helm.provider import HelmProvider
from cdktf_cdktf_provider_helm.release import Release
from cdktf_cdktf_provider_kubernetes.namespace_v1 import NamespaceV1, NamespaceV1Metadata
from cdktf_cdktf_provider_kubernetes.provider import KubernetesProvider

app = App()
stack = TerraformStack(app, "naive")

AwsProvider(stack, "aws", region="us-west-2")
EfsFileSystem(stack, "homes", encrypted=True)

KubernetesProvider(stack, "kubernetes", config_path="~/.kube/config")
NamespaceV1(stack, "namespace", metadata=NamespaceV1Metadata(name="jupyterhub"))

HelmProvider(stack, "helm")
Release(stack, "hub", name="jupyterhub", chart="jupyterhub", namespace="jupyterhub")

app.synth()
