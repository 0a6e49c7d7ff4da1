"""The rules of the Pod Security Standards, and users' server pods of the real KubeSpawner of each chart version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.namespace.pod_security import PodSecurityLevel
from constructs_lib.rendered.pod_security import pod_violations
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.login.programs import run_program
from tests.login.tools import RELEASES

_BASELINE, _RESTRICTED = PodSecurityLevel.BASELINE, PodSecurityLevel.RESTRICTED
_STRICT: dict[str, Any] = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "runAsNonRoot": True,
    "seccompProfile": {"type": "RuntimeDefault"},
}
_FILE = Path(__file__).with_name("pod_security_verdicts.json")
_VERDICTS: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("verdict", _VERDICTS, ids=lambda verdict: verdict["name"])
def test_same_result_as_kubernetes(verdict: dict[str, Any]) -> None:
    """The results are those of k8s.io/pod-security-admission 0.34.1 on the same pods."""
    found = {level.value: not pod_violations(verdict["spec"], level) for level in (_BASELINE, _RESTRICTED)}

    assert verdict["allowed"] == found
    assert [] == pod_violations(verdict["spec"], PodSecurityLevel.PRIVILEGED)


def test_each_violation_once() -> None:
    """By the field's name."""
    spec = {"hostNetwork": True, "containers": [{"securityContext": {**_STRICT, "privileged": True}}] * 2}

    assert ["hostNetwork: true", "privileged: true"] == pod_violations(spec, _RESTRICTED)


def _pod(tool: str, folder: Path, **hub: Any) -> dict[str, Any]:
    settings = {"version": RELEASES[tool], "service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, **hub}
    tools = {"singleuser": {"networkTools": {"image": {"name": "tools", "tag": "1"}}}}
    values = merged(tools, hub_values(JupyterHubAddOnProps.model_validate(settings)))
    values["hub"]["config"] = {"KubeSpawner": values["hub"]["config"]["KubeSpawner"]}  # without the login
    with running_api(folder) as api:
        done = run_program(tool, "secured_pod.py", values, folder, env={"KUBECONFIG": str(api.kubeconfig)})
    assert done.returncode == 0, done.stderr
    pod: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return pod


@pytest.mark.login
@pytest.mark.parametrize("kept_by", ["iptables", "nodes"])
@pytest.mark.parametrize("tool", RELEASES)
def test_servers_meet_baseline_without_iptables(tool: str, kept_by: str, tmp_path: Path) -> None:
    """On each version; with the init container none of them does, which is why that combination is an error."""
    spec = _pod(tool, tmp_path, instance_metadata=kept_by)["spec"]

    found = pod_violations(spec, _BASELINE)
    assert (["privileged: true", "the capabilities NET_ADMIN"] if kept_by == "iptables" else []) == found


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_servers_meet_restricted_if_it_is_enforced(tool: str, tmp_path: Path) -> None:
    """The necessary settings are the same on each version; the hub's own pods meet it from chart 4.0.0 on."""
    level = "restricted" if tool == "login-17" else "baseline"
    hub: dict[str, Any] = {"instance_metadata": "nodes", "pod_security": {"enforce": level}}
    spec = _pod(tool, tmp_path, **hub)["spec"]

    assert [] == pod_violations(spec, _RESTRICTED if level == "restricted" else _BASELINE)
    assert (level == "restricted") is (not pod_violations(spec, _RESTRICTED))


@pytest.mark.login
@pytest.mark.parametrize("tool", [tool for tool, release in RELEASES.items() if release > "2"])
def test_containers_of_servers_have_requests(tool: str, tmp_path: Path) -> None:
    """With a quota of CPU and memory: the server, the chart's init container and ours."""
    efs = {"ebs_config": None, "efs_config": {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}}
    spec = _pod(tool, tmp_path, **efs, resource_quota={"cpu": 20, "memory": "80Gi"})["spec"]

    containers = [*spec["initContainers"], *spec["containers"]]
    assert ["block-nfs", "block-cloud-metadata", "notebook"] == [each["name"] for each in containers]
    assert [{"cpu", "memory"}] * 3 == [set(each["resources"]["requests"]) for each in containers]
