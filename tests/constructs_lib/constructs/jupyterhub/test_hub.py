"""One hub as Terraform gets it: its Helm options."""

from __future__ import annotations

from typing import Any

from tests.conftest import Synth, hub_file, only


def _release(synth: Synth, **settings: Any) -> dict[str, Any]:
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", **settings}
    return only(synth(hub_file({"ebs_csi_driver": {}}, {"jupyterhub": hub})), "helm_release")


def test_release_by_default(synth: Synth) -> None:
    """The chart of JupyterHub's own repository, in the hub's namespace, which Terraform makes and Helm doesn't."""
    release = _release(synth)

    assert ("blueprints-addon-jupyterhub", "jupyterhub", "4.4.0", "https://hub.jupyter.org/helm-chart/", False) == tuple(
        release[key] for key in ("name", "chart", "version", "repository", "create_namespace")
    )
    assert release["namespace"].startswith("${kubernetes_namespace_v1.jupyterhub_Namespace")
    assert (900, True, True) == tuple(release[key] for key in ("timeout", "atomic", "wait"))


def test_own_helm_options(synth: Synth) -> None:
    """Every standard Helm option reaches the release."""
    release = _release(
        synth, release="mine", chart="hub", version="3.3.8", repository="https://charts.example.org",
        timeout=60, atomic=False, wait=False,
    )  # fmt: skip

    assert ("mine", "hub", "3.3.8", "https://charts.example.org", 60, False, False) == tuple(
        release[key] for key in ("name", "chart", "version", "repository", "timeout", "atomic", "wait")
    )
