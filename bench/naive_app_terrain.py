"""The typical app for CDK Terrain: like naive_app.py, with a list where its bindings take one."""

from __future__ import annotations

from cdktn import App, TerraformStack
from cdktn_provider_aws.efs_file_system import EfsFileSystem
from cdktn_provider_aws.provider import AwsProvider
from cdktn_provider_helm.provider import HelmProvider
from cdktn_provider_helm.release import Release
from cdktn_provider_kubernetes.namespace_v1 import NamespaceV1, NamespaceV1Metadata
from cdktn_provider_kubernetes.provider import KubernetesProvider

app = App()
stack = TerraformStack(app, "naive")

AwsProvider(stack, "aws", region="us-west-2")
EfsFileSystem(stack, "homes", encrypted=True)

KubernetesProvider(stack, "kubernetes", config_path="~/.kube/config")
NamespaceV1(stack, "namespace", metadata=[NamespaceV1Metadata(name="jupyterhub")])

HelmProvider(stack, "helm")
Release(stack, "hub", name="jupyterhub", chart="jupyterhub", namespace="jupyterhub")

app.synth()
