"""The pods that users get from the real KubeSpawner of a chart version with the configuration of the chart values.

Run by the Python of ``.tools/login-*``. ``HUB_VALUES`` names a JSON file with ``hubs``: a list, each with its ``values`` and ``asks``, the options
of each start. The answer is, for each hub and each of its asks, the pod sent to Kubernetes, or the ``error``.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

from profiles import Desk, _client

_HUBS = json.loads(Path(os.environ["HUB_VALUES"]).read_text(encoding="utf-8"))["hubs"]


class Servers(Desk):  # type: ignore[misc]  # of this folder, which only the path has
    """A hub whose servers have all that the chart sets."""

    def __init__(self, values: dict[str, Any]) -> None:
        from chart_servers import configure_servers  # noqa: PLC0415  # z2jh has no values before

        values["singleuser"] = {"profileList": [], "networkTools": {"image": {"name": "network-tools", "tag": "1"}}, **values["singleuser"]}
        super().__init__(values)
        configure_servers(self._config)

    async def pod(self, spawner: Any, step: dict[str, Any], _: Any) -> dict[str, Any]:
        """Create the pod of a start with the options of the step."""
        spawner.user_options = step["options"]
        await spawner.load_user_options()
        made = await _now(spawner.get_pod_manifest())
        if spawner.modify_pod_hook:
            made = await _now(spawner.modify_pod_hook(spawner, made))
        pod: dict[str, Any] = _client().sanitize_for_serialization(made)
        return {**pod, "start_timeout": spawner.start_timeout}


async def _now(result: Any) -> Any:
    return await result if inspect.isawaitable(result) else result


async def main() -> None:
    """Create the pods of all hubs."""
    pods = []
    for hub in _HUBS:
        servers = Servers(hub["values"])
        for number, options in enumerate(hub["asks"]):
            step = {"do": "pod", "user": f"ada{number}", "groups": hub["groups"], "claims": {"groups": hub["groups"]}, "options": options}
            pods.append(await servers.do([step]))
    print(json.dumps(pods))  # noqa: T201  # the answer


if __name__ == "__main__":
    os.environ.setdefault("JUPYTERHUB_CRYPT_KEY", os.urandom(32).hex())
    asyncio.run(main())
