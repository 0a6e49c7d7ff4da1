"""The owner of the users' servers: the hook alone, and in the real KubeSpawner of each chart version."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.singleuser.owner import ServersOwner, user_servers_values
from constructs_lib.hub_side.owner_of_servers import set_owner_of_servers
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.constructs_lib.hub_side.config import Config
from tests.login.programs import run_program
from tests.login.tools import RELEASES

OWNER = {"name": "hub-user-servers", "uid": "1234"}
REFERENCE = {"apiVersion": "v1", "kind": "ConfigMap", **OWNER}

#: The user's own parts in ``hub.extraConfig``, before ours: no hook, or one that labels the pod.
_EARLIER = {
    "none": "",
    "function": """
def label(spawner, pod):
    pod.metadata.labels["started-for"] = spawner.user.name
    pod.metadata.owner_references = [{"apiVersion": "v1", "kind": "Secret", "name": "other", "uid": "5678"}]
    return pod

c.KubeSpawner.modify_pod_hook = label
""",
    "coroutine": """
import asyncio

async def label(spawner, pod):
    await asyncio.sleep(0)
    pod.metadata.labels["started-for"] = spawner.user.name
    return pod

c.KubeSpawner.modify_pod_hook = label
""",
}


def _hook(earlier: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """Return the resulting hook if another one is set already, or none."""
    c = Config()
    if earlier:
        c.KubeSpawner.modify_pod_hook = earlier
    set_owner_of_servers(c, OWNER)
    hook: Callable[..., Any] = c.KubeSpawner.modify_pod_hook
    return hook


def _pod(*references: object) -> SimpleNamespace:
    return SimpleNamespace(metadata=SimpleNamespace(owner_references=list(references) or None, labels={}))


def test_server_gets_the_owner() -> None:
    """Kubernetes deletes the pod when it deletes the owner."""
    assert [REFERENCE] == _hook()(None, _pod()).metadata.owner_references


def test_other_owners_stay() -> None:
    """Another owner is added, none is removed."""
    assert ["other", REFERENCE] == _hook()(None, _pod("other")).metadata.owner_references


def test_hook_of_the_user_keeps_working() -> None:
    """It runs first, with the same arguments."""

    def earlier(spawner: object, pod: SimpleNamespace) -> SimpleNamespace:
        pod.metadata.labels["by"] = spawner
        return pod

    pod = _hook(earlier)("spawner", _pod())

    assert ({"by": "spawner"}, [REFERENCE]) == (pod.metadata.labels, pod.metadata.owner_references)


def test_hook_of_the_user_may_be_a_coroutine() -> None:
    """The result is a future, for which every KubeSpawner waits."""

    async def earlier(_: object, pod: SimpleNamespace) -> SimpleNamespace:
        pod.metadata.labels["by"] = "user"
        return pod

    async def run() -> SimpleNamespace:
        changed = _hook(earlier)(None, _pod())
        assert isinstance(changed, asyncio.Future)
        pod: SimpleNamespace = await changed
        return pod

    pod = asyncio.run(run())
    assert ({"by": "user"}, [REFERENCE]) == (pod.metadata.labels, pod.metadata.owner_references)


@pytest.mark.login
@pytest.mark.parametrize("earlier", _EARLIER)
@pytest.mark.parametrize("tool", RELEASES)
def test_kubespawner_creates_pods_with_the_owner(tool: str, earlier: str, tmp_path: Path) -> None:
    """What the real KubeSpawner sends to Kubernetes has the owner, and the changes of the user's own hook."""
    values = merged(
        user_servers_values(ServersOwner(**OWNER)),
        {"hub": {"extraConfig": {"labels": _EARLIER[earlier]}}},
    )

    with running_api(tmp_path) as api:
        done = run_program(tool, "start_server.py", values, tmp_path, env={"KUBECONFIG": str(api.kubeconfig)})

    assert done.returncode == 0, done.stderr
    (pod,) = api.pods
    *others, last = pod["metadata"]["ownerReferences"]
    assert REFERENCE == last
    assert (["other"] if earlier == "function" else []) == [each["name"] for each in others]
    assert (None if earlier == "none" else "ada") == pod["metadata"]["labels"].get("started-for")
