"""A whole stack, adapted to a cluster that is not on EKS."""

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
    """The Kubernetes and Helm providers read the kubeconfig, that of AWS stays, and Terraform's own settings are removed."""
    whole = whole_stack(DOCUMENT, kubeconfig="/kubeconfig", charts="/charts")

    assert {
        "aws": [{"region": "us-west-2"}],
        "kubernetes": [{"config_path": "/kubeconfig"}],
        "helm": [{"kubernetes": {"config_path": "/kubeconfig"}}],
    } == whole["provider"]
    assert {"provider", "resource"} == set(whole)


def test_what_newer_terraform_keeps() -> None:
    """It is removed from the copy, which an older one has to read; other settings of a lifecycle stay."""
    kept = {"aws_efs_file_system": {"homes": {"lifecycle": {"destroy": False, "ignore_changes": ["tags"]}}}}
    whole = whole_stack(DOCUMENT | {"resource": kept}, kubeconfig="/kubeconfig", charts="/charts")

    assert {"ignore_changes": ["tags"]} == whole["resource"]["aws_efs_file_system"]["homes"]["lifecycle"]


def test_hubs() -> None:
    """A hub's namespace is found whether the stack creates it or it exists already; other charts are not hubs."""
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
    """Charts come from a folder or a repository; the version stays that of the stack."""
    whole = whole_stack(DOCUMENT, kubeconfig="/kubeconfig", charts=charts)

    assert release == whole["resource"]["helm_release"]["hub"]


def test_classes() -> None:
    """Classes are wanted if someone else provides them."""
    needs = [{"kind": "storage_class", "name": "gp3"}, {"kind": "kubernetes_secret", "name": "hub"}, {"kind": "storage_class", "name": "a"}]

    assert ["a", "gp3"] == classes_wanted({"prerequisites": needs})


def test_controller_is_left_out() -> None:
    """Its release is removed, and nothing waits for it anymore; other dependencies stay."""
    controller = {"chart": "aws-load-balancer-controller", "namespace": "kube-system"}
    hub = {"chart": "jupyterhub", "version": "4.4.0", "depends_on": ["aws_iam_role.a", "helm_release.controller"]}
    whole = whole_stack(
        DOCUMENT | {"resource": {"helm_release": {"controller": controller, "hub": hub}}}, kubeconfig="/k", charts="/charts"
    )

    assert ["hub"] == list(whole["resource"]["helm_release"])
    assert ["aws_iam_role.a"] == whole["resource"]["helm_release"]["hub"]["depends_on"]
