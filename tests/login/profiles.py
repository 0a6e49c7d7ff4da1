"""What users see and start of a hub's profiles, with the real KubeSpawner of a chart version: requests and answers as JSON lines.

Run by the Python of ``.tools/login-*``, as ``start_server.py`` is. A request has ``values``, the chart's, and ``tasks``. A task is a list of
steps with one user's server: ``user``, and if they aren't empty ``server``, ``groups`` (of the hub) and ``claims`` (of the provider, in
the auth state); ``do`` is

- ``page``: render the page; finds the profiles, each with its fields,
- ``submit``: send the last page as a browser does, with the profile ``slug`` and ``picks``, choices in the order of its options,
- ``post``: send ``form``, a forged form,
- ``start``: start it as a program does, with ``options``.

An answer has what the last step of each task found: the page, or the server's ``image``, ``limits`` and ``claim``; else ``refused`` or ``error``.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

import z2jh
from chart_config import configure, configure_storage
from jupyterhub import orm
from jupyterhub.objects import Hub
from jupyterhub.user import User
from kubespawner import KubeSpawner
from tornado.web import HTTPError
from traitlets.config import Config

_LOAD = KubeSpawner.load_user_options


class Page(HTMLParser):
    """The profiles of a page, each with its selects and their names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.profiles: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Record radio buttons, selects and their content."""
        values = dict(attributes)
        if tag == "input" and values.get("name") == "profile":
            self.profiles.append({"slug": values["value"], "checked": "checked" in values, "options": []})
        elif tag == "select":
            self.profiles[-1]["options"].append({"field": values["name"], "choices": [], "selected": None})
        elif tag == "option":
            select = self.profiles[-1]["options"][-1]
            select["choices"].append(values["value"])
            if "selected" in values or select["selected"] is None:
                select["selected"] = values["value"]


def form_of(page: list[dict[str, Any]], slug: str, picks: list[str]) -> dict[str, list[str]]:
    """Return what a browser sends: the selects of all profiles, in the order of the page."""
    form: dict[str, list[str]] = {"profile": [slug]}
    for profile in page:
        own = picks if profile["slug"] == slug else []
        for select, pick in zip_longest(profile["options"], own[: len(profile["options"])]):
            form.setdefault(select["field"], []).append(pick or select["selected"])
    return form


class Desk:
    """A hub with its users."""

    def __init__(self, values: dict[str, Any]) -> None:
        z2jh._VALUES.clear()  # each request has its own
        z2jh._VALUES.update(values)
        KubeSpawner.load_user_options = _LOAD
        self._config = Config()
        self._config.KubeSpawner.namespace = "hub"
        self._config.KubeSpawner.profile_list = z2jh.get_config("singleuser.profileList")
        if z2jh.get_config("singleuser.storage"):
            configure_storage(self._config)
        configure(self._config)
        self._session = orm.new_session_factory("sqlite:///:memory:")()

    async def spawner(self, step: dict[str, Any]) -> Any:
        """Return a user's server that isn't running."""
        account = self._session.query(orm.User).filter_by(name=step["user"]).one_or_none() or orm.User(name=step["user"])
        self._session.add(account)
        settings = {"spawner_class": KubeSpawner, "config": self._config, "hub": Hub(), "allow_named_servers": True}
        user = User(account, settings, self._session)
        await self.add_to_groups(user, step)
        spawner = user.spawners[step.get("server", "")]
        spawner.api_token = "none"
        return spawner

    async def add_to_groups(self, user: Any, step: dict[str, Any]) -> None:
        """Add the user to groups, as a login does."""
        user.orm_user.groups = [
            self._session.query(orm.Group).filter_by(name=name).one_or_none() or orm.Group(name=name) for name in step.get("groups", ())
        ]
        await user.save_auth_state({"oauth_user": step["claims"]} if "claims" in step else None)
        self._session.commit()

    async def do(self, task: list[dict[str, Any]]) -> Any:
        """Run the steps of a task."""
        found: Any = None
        spawner = await self.spawner(task[0])
        try:
            for step in task:
                await self.add_to_groups(spawner.user, step)
                found = await getattr(self, step["do"])(spawner, step, found)
        except HTTPError as error:
            return {"refused": error.status_code, "message": str(error)}
        except Exception as error:  # noqa: BLE001  # the test reports any error
            return {"error": repr(error)}
        return found

    async def page(self, spawner: Any, step: dict[str, Any], _: Any) -> list[dict[str, Any]]:
        """Show the page."""
        del step
        return Page(await spawner.get_options_form()).profiles

    async def submit(self, spawner: Any, step: dict[str, Any], page: Any) -> dict[str, Any]:
        """Send the page that was shown."""
        return await self.post(spawner, {"form": form_of(page, step["slug"], step.get("picks", []))}, page)

    async def post(self, spawner: Any, step: dict[str, Any], _: Any) -> dict[str, Any]:
        """Send a form."""
        return await self.start(spawner, {"options": spawner.options_from_form(step["form"])}, _)

    async def start(self, spawner: Any, step: dict[str, Any], _: Any) -> dict[str, Any]:
        """Start the server as JupyterHub does."""
        spawner.user_options = step.get("options", {})
        await _now(spawner.run_pre_spawn_hook())
        await _now(spawner.start())
        pod = _client().sanitize_for_serialization(await _now(spawner.get_pod_manifest()))
        (container,) = pod["spec"]["containers"]
        claims = [each["persistentVolumeClaim"]["claimName"] for each in pod["spec"].get("volumes", []) if "persistentVolumeClaim" in each]
        return {"image": container["image"], "limits": container["resources"]["limits"], "claim": "".join(claims)}


async def _now(result: Any) -> Any:
    return await result if hasattr(result, "__await__") else result


def _client() -> Any:
    """Return the client library's own conversion from a manifest to JSON."""
    try:
        from kubernetes_asyncio.client import ApiClient  # noqa: PLC0415  # KubeSpawner 1 has the other one
    except ImportError:
        from kubernetes.client import ApiClient  # noqa: PLC0415
    return ApiClient()


async def main() -> None:
    """Answer requests until there are no more."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        request = json.loads(line)
        desk = Desk(request["values"])
        print(json.dumps([await desk.do(task) for task in request["tasks"]]), flush=True)  # noqa: T201  # the protocol


if __name__ == "__main__":
    os.environ.setdefault("JUPYTERHUB_CRYPT_KEY", os.urandom(32).hex())
    asyncio.run(main())
