"""A whole stack, made ready for a cluster that is no EKS cluster."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.whole import namespaces, whole_stack

DOCUMENT: dict[str, Any] = {
    "terraform": {"backend": {"local": {}}},
    "provider": {"aws": [{"region": "us-west-2"}], "kubernetes": [{"host": "https://eks"}], "helm": [{"kubernetes": {"host": "https://eks"}}]},
    "resource": {
        "kubernetes_namespace_v1": {"hub": {"metadata": {"name": "jupyterhub"}}},
        "helm_release": {"hub": {"chart": "jupyterhub", "repository": "https://hub.jupyter.org/helm-chart/", "version": "4.4.0"}},
    },
}  # fmt: skip


def test_providers_and_settings() -> None:
    """The providers of Kubernetes and Helm read the kubeconfig, AWS's stays, and Terraform's own settings go."""
    whole = whole_stack(DOCUMENT, kubeconfig="/kubeconfig", charts="/charts")

    assert {
        "aws": [{"region": "us-west-2"}],
        "kubernetes": [{"config_path": "/kubeconfig"}],
        "helm": [{"kubernetes": {"config_path": "/kubeconfig"}}],
    } == whole["provider"]
    assert {"provider", "resource"} == set(whole)
    assert ["jupyterhub"] == namespaces(whole)


@pytest.mark.parametrize(
    ("charts", "release"),
    [
        ("/charts", {"chart": "/charts/jupyterhub-4.4.0.tgz", "version": "4.4.0"}),
        ("http://127.0.0.1:80", {"chart": "jupyterhub", "repository": "http://127.0.0.1:80", "version": "4.4.0"}),
    ],
)
def test_charts(charts: str, release: dict[str, str]) -> None:
    """Charts come from a folder or a repository; the version stays the stack's."""
    whole = whole_stack(DOCUMENT, kubeconfig="/kubeconfig", charts=charts)

    assert release == whole["resource"]["helm_release"]["hub"]
