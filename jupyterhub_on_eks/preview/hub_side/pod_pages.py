"""Pages that a preview adds to the hub: the pod of a running server, and the pod that a choice on the page of profiles would start."""

from __future__ import annotations

import inspect
from typing import Any, ClassVar
from urllib.parse import unquote

import yaml
from jupyterhub.handlers.base import BaseHandler
from spawner import pod_of_choice, shown
from tornado import web


class _PodPage(BaseHandler):
    """Common base of both pages."""

    #: The pods of the stand-in for the Kubernetes API, as they were sent.
    pods: ClassVar[list[dict[str, Any]]] = []

    def user_of(self, name: str) -> Any:
        """Return the user of that name, only to that user and to administrators."""
        user = self.find_user(unquote(name))
        if user is None or not (self.current_user.name == user.name or self.current_user.admin):
            raise web.HTTPError(404)
        return user

    async def show(self, pod: dict[str, Any], **more: Any) -> None:
        """Write the pod as a page, or only its YAML."""
        text = yaml.safe_dump(pod, sort_keys=False, allow_unicode=True, width=120)
        if self.request.path.endswith(".yaml"):
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(text)
            return
        page = self.render_template("preview_pod.html", pod=text, yaml_url=_yaml_url(self.request), **more)
        self.finish(await page if inspect.isawaitable(page) else page)


class PodOfServer(_PodPage):
    """The page of a running server: the pod that KubeSpawner sent."""

    @web.authenticated
    async def get(self, name: str, server: str | None, _: str | None) -> None:
        """Show the pod, or redirect to the hub's home page if the server isn't running."""
        user = self.user_of(name)
        server = unquote(server or "")
        spawner = user.spawners.get(server, None)
        sent = [pod for pod in self.pods if spawner and spawner.active and pod["metadata"]["name"] == spawner.pod_name]
        if sent:
            await self.show(shown(sent[-1]), running=True, owner=user.name, server=server, server_url=user.server_url(server))
        else:
            self.redirect(f"{self.hub.base_url}home")


class PodOfChoice(_PodPage):
    """The page of the pod that a choice would start."""

    @web.authenticated
    async def get(self, name: str, server: str | None, _: str | None) -> None:
        """Show the pod. KubeSpawner and the hub's rules refuse choices that aren't open to the user, as when a server starts."""
        form = {key: [value.decode() for value in values] for key, values in self.request.query_arguments.items() if key != "_xsrf"}
        user, server = self.user_of(name), unquote(server or "")
        await self.show(await pod_of_choice(user, server, form), running=False, owner=user.name, server=server)


def _yaml_url(request: Any) -> str:
    return f"{request.path.rstrip('/')}/pod.yaml" + (f"?{request.query}" if request.query else "")


def handlers(pods: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Return the pages by their paths below the hub's base URL.

    Args:
        pods: the pods of the stand-in for the Kubernetes API.
    """
    _PodPage.pods = pods
    return [
        (r"/preview/server/([^/]+)/?(?:((?!pod\.yaml)[^/]*)/?)?(pod\.yaml)?", PodOfServer),
        (r"/preview/pod/([^/]+)/?(?:((?!pod\.yaml)[^/]*)/?)?(pod\.yaml)?", PodOfChoice),
    ]
