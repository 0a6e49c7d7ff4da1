"""Start users' servers with the real KubeSpawner of a chart version, and print the home of each.

Run by the Python of ``.tools/login-*``, as ``start_server.py`` is. Its argument is JSON: a list of tasks, each with ``user`` and, if it
isn't the default one, ``server``; ``state`` is what the hub's database has about the server; ``do`` is ``start`` (the default),
``find`` (choose the claim and create it, but no pod), ``delete`` (what follows the deletion of the user or server). Prints JSON: of each
task the claim and the path on it, or an ``error``.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

from chart_config import configure, configure_storage
from jupyterhub import orm
from jupyterhub.objects import Hub
from jupyterhub.user import User
from kubespawner import KubeSpawner
from traitlets.config import Config


async def home(spawner: Any) -> dict[str, Any]:
    """Return what the pod mounts as the home."""
    pod = spawner.api_client_of_tests.sanitize_for_serialization(await _now(spawner.get_pod_manifest()))
    (mount,) = [mount for mount in pod["spec"]["containers"][0]["volumeMounts"] if mount["mountPath"] == "/home/jovyan"]
    (volume,) = [volume for volume in pod["spec"]["volumes"] if volume["name"] == mount["name"]]
    return {"claim": volume["persistentVolumeClaim"]["claimName"], "path": mount.get("subPath", "")}


async def done(spawner: Any, what: str) -> dict[str, Any]:
    """Run a task as JupyterHub does."""
    try:
        if what == "delete":
            await _now(spawner.delete_forever())
            return {}
        await _now(spawner.run_pre_spawn_hook())
        if what == "start":
            await _now(spawner.start())
        elif spawner.storage_pvc_ensure:
            await _now(spawner._make_create_pvc_request(spawner.get_pvc_manifest(), 3))
    except Exception as error:  # noqa: BLE001  # the test reports any error
        return {"error": getattr(error, "jupyterhub_message", repr(error))}
    return await home(spawner)


async def _now(result: Any) -> Any:
    """Wait for the result of KubeSpawner; KubeSpawner 1 has coroutines and futures of tornado."""
    return await result if hasattr(result, "__await__") else result


async def main(tasks: list[dict[str, Any]]) -> None:
    """Run the tasks, one after the other."""
    c = Config()
    c.KubeSpawner.namespace = "hub"
    configure_storage(c)
    configure(c)
    session = orm.new_session_factory("sqlite:///:memory:")()
    users: dict[str, Any] = {}
    found = []
    for task in tasks:
        name = task["user"]
        if name not in users:
            account = orm.User(name=name)
            session.add(account)
            session.commit()
            settings = {"spawner_class": KubeSpawner, "config": c, "hub": Hub(), "allow_named_servers": True}
            users[name] = User(account, settings, session)
        spawner = users[name].spawners[task.get("server", "")]
        spawner.api_token = "none"
        spawner.api_client_of_tests = _client()
        if "state" in task:
            spawner.load_state(task["state"])
        found.append(await done(spawner, task.get("do", "start")))
    json.dump(found, sys.stdout)


def _client() -> Any:
    """Return the client library's own conversion from a manifest to JSON."""
    try:
        from kubernetes_asyncio.client import ApiClient  # noqa: PLC0415  # KubeSpawner 1 has the other one
    except ImportError:
        from kubernetes.client import ApiClient  # noqa: PLC0415
    return ApiClient()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
