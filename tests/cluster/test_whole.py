"""A whole stack, made ready for a cluster that is no EKS cluster."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.whole import classes_wanted, hubs, whole_stack

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


def test_hubs() -> None:
    """A hub's namespace is told where the stack makes it and where it is there already; other charts are no hubs."""
    hub = {"chart": "jupyterhub"}
    made, found = hub | {"namespace": "${kubernetes_namespace_v1.a.metadata[0].name}"}, hub | {"namespace": "there"}
    resources = {
        "kubernetes_namespace_v1": {"a": {"metadata": {"name": "made"}}},
        "helm_release": {"a": made, "b": found, "c": {"chart": "aws-load-balancer-controller", "namespace": "kube-system"}},
    }

    assert {"made": made, "there": found} == hubs({"resource": resources})


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


def test_classes() -> None:
    """Wanted are the classes that claims name, but not those that the stack makes or that only join a claim to a volume."""
    values = '{"a": {"storageClassName": "gp3"}, "b": {"storageClass": "made"}, "c": {"storageClassName": "joining"}}'
    resources = {
        "helm_release": {"hub": {"values": [values]}},
        "kubernetes_storage_class_v1": {"made": {"metadata": {"name": "made"}}},
        "kubernetes_persistent_volume_v1": {"joining": {"spec": [{"storage_class_name": "joining"}]}},
    }

    assert ["gp3"] == classes_wanted({"resource": resources})
