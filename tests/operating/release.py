"""Sections about releases and upgrades."""

from __future__ import annotations

import subprocess

from tests.helm import helm
from tests.jupyterhub_on_eks.cloud.answers import DESCRIBED
from tests.jupyterhub_on_eks.cloud.test_cluster_api import api_server
from tests.jupyterhub_on_eks.status.test_installed import NAMESPACE, RELEASE, helm_secret
from tests.operating.deployment import other_line
from tests.operating.desk import Desk


def interrupted(desk: Desk) -> str:
    """Helm writes this state first."""
    return desk.status(installed=[NAMESPACE, helm_secret("deployed", revision=9), helm_secret("pending-upgrade", revision=10)])


def deployed_on(desk: Desk) -> str:
    """The real Helm finds the release that an interrupted one has left; it refuses before it asks the cluster for anything else."""
    (desk.folder / "Chart.yaml").write_text("{apiVersion: v2, name: jupyterhub, version: 4.4.0}", encoding="utf-8")
    pending = {"apiVersion": "v1", "type": "helm.sh/release.v1", **helm_secret("pending-upgrade", revision=10)}
    secrets = {"kind": "SecretList", "apiVersion": "v1", "metadata": {}, "items": [pending]}
    paths = {"/version": (200, {"major": "1", "minor": "34"}), "/api/v1/namespaces/jupyterhub/secrets": (200, secrets)}
    with api_server(paths) as (endpoint, _):
        command = [helm(), "upgrade", RELEASE, ".", "--namespace", "jupyterhub", "--kube-apiserver", endpoint, "--kube-token", "none"]
        home = {"HOME": str(desk.folder), "PATH": "", "KUBECONFIG": "/dev/null"}
        return subprocess.run(command, cwd=desk.folder, env=home, capture_output=True, text=True, check=False).stderr


def failed(desk: Desk) -> str:
    """A first install whose pods did not become ready."""
    return desk.status(installed=[NAMESPACE, helm_secret("failed")])


def old_kubernetes(desk: Desk) -> str:
    """Older than the chart requires."""
    return desk.doctor(aws={"eks.describe_cluster": {"cluster": {**DESCRIBED, "version": "1.27"}}}, version="4.4.0")


def other_chart(desk: Desk) -> str:
    """The cluster's chart differs from the hub file's."""
    return desk.status(installed=[NAMESPACE, helm_secret(version="3.3.8", app_version="4.1.6", revision=3)], version="4.4.0")


CASES = {
    "A Helm release that is stuck": (interrupted, deployed_on, failed),
    "Upgrade": (old_kubernetes, other_line, other_chart),
}
