"""Print the pod of a user's server as the real KubeSpawner of a chart version creates it, with the chart's security settings.

Run by the Python of ``.tools/login-*``. ``HUB_VALUES`` names a JSON file with the values, ``KUBECONFIG`` the Kubernetes API, to which
nothing is sent.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

from chart_config import configure, configure_storage
from kubespawner import KubeSpawner
from one_user import spawner_of_ada
from traitlets.config import Config
from z2jh import get_config

try:
    from kubernetes_asyncio.client import ApiClient
except ImportError:  # KubeSpawner 1.1
    from kubernetes.client import ApiClient

_BLOCK: dict[str, Any] = {
    "name": "block-cloud-metadata",
    "image": "tools:1",
    "securityContext": {"privileged": True, "runAsUser": 0, "capabilities": {"add": ["NET_ADMIN"]}},
    "resources": get_config("singleuser.networkTools.resources", {}),
}


def configure_rights(c: Any) -> None:
    """Apply the chart's settings of the server's user and of the init container, with its defaults. Source: chart, ``jupyterhub_config.py``."""
    c.KubeSpawner.uid = get_config("singleuser.uid", 1000)
    c.KubeSpawner.fs_gid = get_config("singleuser.fsGid", 100)
    c.KubeSpawner.image = "notebook:1"
    if hasattr(KubeSpawner, "allow_privilege_escalation"):
        c.KubeSpawner.allow_privilege_escalation = get_config("singleuser.allowPrivilegeEscalation", default=False)
    if get_config("singleuser.cloudMetadata.blockWithIptables", default=True) is True:
        c.KubeSpawner.init_containers = [_BLOCK]
    if limit := get_config("singleuser.cpu.guarantee"):
        c.KubeSpawner.cpu_guarantee = limit
    c.KubeSpawner.mem_guarantee = get_config("singleuser.memory.guarantee", "1G")


async def main() -> None:
    """Create the pod of ada's server, run the hooks on it, and print it."""
    c = Config()
    c.KubeSpawner.namespace = "hub"
    configure_rights(c)
    configure_storage(c)
    configure(c)
    spawner = spawner_of_ada(c)
    pod = await spawner.get_pod_manifest()
    if spawner.modify_pod_hook:
        pod = spawner.modify_pod_hook(spawner, pod)
        pod = await pod if inspect.isawaitable(pod) else pod
    print(json.dumps(ApiClient().sanitize_for_serialization(pod)))  # noqa: T201  # what the test reads


if __name__ == "__main__":
    asyncio.run(main())
