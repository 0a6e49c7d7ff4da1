"""The spawner of a previewed hub: the real KubeSpawner, with a local server for each pod in the stand-in for the Kubernetes API."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any
from urllib.parse import quote

from jupyterhub.objects import Server
from local_servers import LocalServers
from z2jh import get_config

#: The button that shows the pod of the selection without a start. It sends the page's fields.
_BUTTON = """
<p><button type="button" class="btn btn-default btn-secondary" id="preview-pod"
  onclick="window.open('{url}?' + new URLSearchParams(new FormData(this.form)).toString())">Show the pod of this choice</button></p>
"""
#: Variables with a token that JupyterHub generates at each start; no page shows it.
_TOKENS = ("JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")
_NO_TOKEN = "(made at each start)"  # noqa: S105  # a placeholder


def previewed(spawner_class: Any, servers: LocalServers, pods: list[dict[str, Any]]) -> Any:
    """Return a spawner class that starts a local server when a pod runs, and adds a button to the page of profiles.

    Args:
        spawner_class: KubeSpawner, or the subclass that the hub's values set.
        servers: the local servers.
        pods: the pods of the stand-in for the Kubernetes API.
    """

    class Previewed(spawner_class):
        async def start(self) -> str:
            """Start the pod as KubeSpawner does, then the server in its place."""
            await _now(super().start())
            pod = next(pod for pod in reversed(pods) if pod["metadata"]["name"] == self.pod_name)
            home = get_config("singleuser.storage.homeMountPath", "/home/jovyan")
            return str(servers.start(pod, home=home, text=shown(pod)))

        def _get_pod_url(self, pod: Any) -> str:
            """Return the server's address; KubeSpawner calls it each time it reads the pod."""
            return servers.urls.get(self.pod_name) or str(super()._get_pod_url(pod))

        async def poll(self) -> Any:
            """Return None while the pod and its server run, else an exit status."""
            status = await _now(super().poll())
            return servers.status(self.pod_name) if status is None else status

        async def stop(self, now: bool = False) -> None:  # noqa: FBT001, FBT002  # JupyterHub's interface
            """Stop the server, then delete the pod as KubeSpawner does."""
            await servers.stop(self.pod_name)
            await _now(super().stop(now))

        async def get_options_form(self) -> str:
            """Return KubeSpawner's page with the button below it."""
            form = await _now(super().get_options_form())
            url = f"{self.hub.base_url}preview/pod/{quote(self.user.name, safe='@')}/{quote(self.name)}"
            return str(form) + _BUTTON.format(url=url) if form else ""

    return Previewed


async def pod_of_choice(user: Any, server_name: str, form: dict[str, list[str]]) -> dict[str, Any]:
    """Return the pod that a start with these fields of the page would create, in KubeSpawner's order of steps, without starting it.

    Args:
        user: JupyterHub's user.
        server_name: the server's name; empty for the default server.
        form: the fields. Empty: as for a start without the page.
    """
    spawner = user._new_spawner(server_name)  # noqa: SLF001  # JupyterHub's own spawner would keep the choice
    path = f"{user.base_url.rstrip('/')}/{quote(server_name)}/" if server_name else user.base_url
    spawner._server = Server(base_url=path)  # noqa: SLF001  # its setter writes to the database
    if form:
        read = getattr(spawner, "run_options_from_form", spawner.options_from_form)
        spawner.user_options = await _now(read(form))
    if hasattr(spawner, "run_auth_state_hook"):
        await spawner.run_auth_state_hook(await user.get_auth_state())
    await _now(spawner.run_pre_spawn_hook())
    await _now(spawner.load_user_options())
    pod = await _now(spawner.get_pod_manifest())
    if spawner.modify_pod_hook:
        pod = await _now(spawner.modify_pod_hook(spawner, pod))
    return shown(_client().sanitize_for_serialization(pod))


def shown(pod: dict[str, Any]) -> dict[str, Any]:
    """Return a pod as it is sent to Kubernetes, but without the token of its server."""
    spec = dict(pod["spec"])
    for kind in ("containers", "initContainers"):
        if kind in spec:
            spec[kind] = [_without_token(container) for container in spec[kind]]
    return {**pod, "spec": spec}


def _without_token(container: dict[str, Any]) -> dict[str, Any]:
    env = [{**each, "value": _NO_TOKEN} if each.get("name") in _TOKENS else each for each in container.get("env") or []]
    return {**container, **({"env": env} if env else {})}


async def _now(result: Any) -> Any:
    return await asyncio.ensure_future(result) if inspect.isawaitable(result) else result


def _client() -> Any:
    """Return the client library's converter from a manifest to JSON."""
    try:
        from kubernetes_asyncio.client import ApiClient  # noqa: PLC0415  # KubeSpawner 1 uses the other library
    except ImportError:
        from kubernetes.client import ApiClient  # noqa: PLC0415
    return ApiClient()
