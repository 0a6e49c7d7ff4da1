"""The init container that keeps servers from NFS: the hook alone, its rules, and in the real KubeSpawner of each chart version."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.singleuser.owner import ServersOwner
from constructs_lib.hub_side.block_nfs import nfs_block, set_block_nfs
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.constructs_lib.hub_side.config import Config
from tests.login.programs import run_program
from tests.login.tools import RELEASES

TOOLS = {"image": {"name": "tools", "tag": "1"}}
PORTS = (2049, 111, 20048)
_LINK_LOCAL = "fe80000000000000 02 40 20 80 eth0\n"
_GLOBAL = "20010db800000000 02 40 00 80 eth0\n"


def _hook(earlier: Any = None) -> Any:
    c = Config()
    if earlier:
        c.KubeSpawner.modify_pod_hook = earlier
    set_block_nfs(c, TOOLS)
    return c.KubeSpawner.modify_pod_hook


def _pod(*containers: object, host_network: bool | None = None) -> SimpleNamespace:
    return SimpleNamespace(spec=SimpleNamespace(init_containers=list(containers) or None, host_network=host_network))


def _names(pod: SimpleNamespace) -> list[str]:
    return [each["name"] if isinstance(each, dict) else each.name for each in pod.spec.init_containers]


def test_comes_before_all_others() -> None:
    """Nothing runs in the pod before it, whether the others are mappings or objects of a client library."""
    pod = _hook()(None, _pod(SimpleNamespace(name="block-cloud-metadata"), {"name": "own"}))

    assert ["block-nfs", "block-cloud-metadata", "own"] == _names(pod)


def test_one_of_its_name_is_replaced() -> None:
    """Kubernetes refuses two with one name, and a container that does nothing can't take its place."""
    pod = _hook()(None, _pod({"name": "block-nfs", "command": ["true"]}))

    assert [nfs_block(TOOLS)] == pod.spec.init_containers


def test_hook_of_the_user_runs_before() -> None:
    """It may remove all init containers; this one is added afterwards, also if the hook is a coroutine."""

    def earlier(_: object, pod: SimpleNamespace) -> SimpleNamespace:
        pod.spec.init_containers = []
        return pod

    async def later(_: object, pod: SimpleNamespace) -> SimpleNamespace:
        return earlier(_, pod)

    async def run() -> SimpleNamespace:
        pod: SimpleNamespace = await _hook(later)(None, _pod({"name": "own"}))
        return pod

    assert ["block-nfs"] == _names(_hook(earlier)(None, _pod({"name": "own"})))
    assert ["block-nfs"] == _names(asyncio.run(run()))


def test_server_on_the_nodes_network_does_not_start() -> None:
    """Its rules would be the node's, which has to mount the homes."""
    with pytest.raises(ValueError, match="remove hostNetwork"):
        _hook()(None, _pod(host_network=True))


def test_has_the_image_and_the_resources_of_the_charts_container() -> None:
    """The image's mirror, its pull policy and a quota's resources are set once, in singleuser.networkTools."""
    block = nfs_block({"image": {"name": "mirror/tools", "tag": "2", "pullPolicy": "Always"}, "resources": {"limits": {"cpu": "1"}}})

    assert ("mirror/tools:2", "Always", {"limits": {"cpu": "1"}}) == (block["image"], block["imagePullPolicy"], block["resources"])
    assert "imagePullPolicy" not in nfs_block({"image": {"name": "tools", "tag": "1", "pullPolicy": ""}})


@pytest.mark.parametrize(
    ("addresses", "programs", "ran"),
    [
        ("", ("iptables", "ip6tables"), ("iptables",)),
        (_LINK_LOCAL, ("iptables", "ip6tables"), ("iptables",)),
        (_GLOBAL, ("iptables", "ip6tables"), ("iptables", "ip6tables")),
        (_LINK_LOCAL + _GLOBAL, ("iptables", "xtables-legacy-multi"), ("iptables", "xtables-legacy-multi ip6tables")),
    ],
)
def test_rules_drop_every_port(addresses: str, programs: tuple[str, ...], ran: tuple[str, ...], tmp_path: Path) -> None:
    """For both protocols, and for IPv6 if the pod has a global address, also if the image has only iptables' own package."""
    done, calls = _run_rules(tmp_path, addresses, dict.fromkeys(programs, 0))

    assert done.returncode == 0, done.stderr
    expected = [
        f"{program} --append OUTPUT --protocol {protocol} --destination-port {port} --jump DROP"
        for program in ran
        for port in PORTS
        for protocol in ("tcp", "udp")
    ]
    assert expected == calls


@pytest.mark.parametrize("programs", [{"iptables": 4}, {"iptables": 0}, {"iptables": 0, "ip6tables": 3}])
def test_server_does_not_start_without_its_rules(programs: dict[str, int], tmp_path: Path) -> None:
    """The init container fails if a rule can't be set, or if IPv6 would stay open."""
    done, _ = _run_rules(tmp_path, _GLOBAL, programs)

    assert done.returncode != 0


def _run_rules(folder: Path, addresses: str, programs: dict[str, int]) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run the container's command with programs that record how they are called, and exit with a status."""
    (folder / "if_inet6").write_text(addresses, encoding="utf-8")
    bin_ = folder / "bin"
    bin_.mkdir()
    for name, status in programs.items():
        (bin_ / name).write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/calls"\nexit {status}\n', encoding="utf-8")
        (bin_ / name).chmod(0o755)
    for name in ("sh", "awk"):
        (bin_ / name).symlink_to(shutil.which(name) or name)
    command = [*nfs_block(TOOLS)["command"][:-1], str(folder / "if_inet6")]
    done = subprocess.run(command, env={**os.environ, "PATH": str(bin_)}, capture_output=True, text=True, check=False, timeout=60)
    calls = folder / "calls"
    return done, calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []


_OWN_HOOK = """
def own(spawner, pod):
    pod.spec.init_containers = []
    return pod

c.KubeSpawner.modify_pod_hook = own
"""
_EMPTY_PROFILE = {"display_name": "A", "kubespawner_override": {"init_containers": []}}
_PRETENDER = {"initContainers": [{"name": "block-nfs", "image": "i"}]}

#: KubeSpawner settings and parts of a user: beside the chart's own container, and where something removes init containers.
_CASES: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "chart": ({"init_containers": [{"name": "own", "image": "i"}, {"name": "block-cloud-metadata", "image": "i"}]}, {}),
    "profile": ({"profile_list": [_EMPTY_PROFILE], "extra_pod_config": _PRETENDER}, {}),
    "hook": ({"init_containers": [{"name": "own", "image": "i"}]}, {"own": _OWN_HOOK}),
}


@pytest.mark.login
@pytest.mark.parametrize("case", _CASES)
@pytest.mark.parametrize("tool", RELEASES)
def test_kubespawner_creates_pods_that_block_nfs(tool: str, case: str, tmp_path: Path) -> None:
    """What the real KubeSpawner sends to Kubernetes for a hub on EFS begins with the container, and still names its owner."""
    efs = {"pvc_name": "home", "capacity": "10Gi", "removal_policy": "RETAIN"}
    hub = JupyterHubAddOnProps.model_validate({"version": RELEASES[tool], "service_type": "cluster_ip", "efs_config": efs})
    kubespawner, parts = _CASES[case]
    computed = hub_values(hub, servers_owner=ServersOwner("owner", "1"))
    values = merged(computed, {"singleuser": {"networkTools": TOOLS}, "hub": {"extraConfig": parts}})
    values["hub"]["config"] = {"KubeSpawner": kubespawner}  # without the login, which has its own tests

    with running_api(tmp_path) as api:
        done = run_program(tool, "start_server.py", values, tmp_path, env={"KUBECONFIG": str(api.kubeconfig)})

    assert done.returncode == 0, done.stderr
    (pod,) = api.pods
    first, *others = pod["spec"]["initContainers"]
    assert nfs_block(TOOLS) == first
    assert (["own", "block-cloud-metadata"] if case == "chart" else []) == [each["name"] for each in others]
    assert ["owner"] == [each["name"] for each in pod["metadata"]["ownerReferences"]]
