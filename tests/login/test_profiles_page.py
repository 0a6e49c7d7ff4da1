"""People choose a profile in a real browser: real JupyterHub, OAuthenticator and KubeSpawner, a provider that knows their groups."""

from __future__ import annotations

import json
import os
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.free_ports import free_ports
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import KubernetesApi, running_api
from tests.login.pods import running_pods
from tests.login.servers import Browser, Hub, Provider, running_browser, running_hub, running_provider
from tests.login.tools import RELEASES

pytestmark = [pytest.mark.login, pytest.mark.slow, pytest.mark.xdist_group("login")]

#: Folder for the pictures of the documentation; they are taken only if it is set.
PICTURES = os.environ.get("LOGIN_PICTURES")

_PROFILES: list[dict[str, Any]] = [
    {
        "display_name": "Notebook",
        "slug": "cpu",
        "description": "For lessons and small data",
        "allowed_groups": ["stats", "gpu"],
        "resources": {"cpu": {"guarantee": "500m", "limit": 1}, "memory": {"guarantee": "1Gi", "limit": "2Gi"}},
        "profile_options": {
            "image": {
                "display_name": "Image",
                "choices": {
                    "scipy": {"display_name": "SciPy", "notebook_stack": "quay.io/jupyter/scipy-notebook"},
                    "r": {"display_name": "R", "notebook_stack": "quay.io/jupyter/r-notebook", "allowed_groups": ["stats"]},
                },
            },
        },
    },
    {
        "preset": "gpu",
        "display_name": "GPU",
        "description": "For training models",
        "allowed_groups": ["gpu"],
        "profile_options": {
            "size": {
                "display_name": "Size",
                "choices": {
                    "one": {"display_name": "One", "resources": {"gpus": 1}},
                    "four": {"display_name": "Four", "resources": {"cpu": {"limit": 16}, "memory": {"limit": "64Gi"}, "gpus": 4}},
                },
            },
        },
    },
    {"display_name": "Course", "allowed_users": ["Kurt"]},
]


@dataclass
class Desk:
    """A hub with profiles, in front of a browser."""

    hub: Hub
    browser: Browser
    api: KubernetesApi
    token: str

    def started(self) -> list[str]:
        """Return the images of the started servers."""
        return [pod["spec"]["containers"][0]["image"].split("/")[-1].split(":")[0] for pod in self.api.pods]


@contextmanager
def _running(tool: str, folder: Path) -> Iterator[Desk]:
    """Run a hub with its provider; everyone with an account at the provider may log in."""
    with running_provider(folder) as provider, running_browser(folder) as browser, running_pods(tool, folder) as pods:
        provider.add_user("ada", groups=["stats"])
        provider.add_user("grace", groups=["gpu"])
        provider.add_user("emmy", groups=["stats"])
        provider.add_user("kurt")
        provider.add_user("mallory")
        ports = free_ports(4)
        callback = f"http://127.0.0.1:{ports[0]}/hub/oauth_callback"
        client = provider.register(callback, basic=tool == "login-15")
        token = secrets.token_hex(16)
        program = {"hub": {"config": {"JupyterHub": {"services": [{"name": "program", "api_token": token, "admin": True}]}}}}
        values = merged(_values(tool, provider, callback, client.id), program)
        with (
            running_api(folder, pods.run) as api,
            running_hub(
                tool, values, ports, folder / "hub", secret={"OAUTH_CLIENT_SECRET": client.secret}, kubeconfig=api.kubeconfig
            ) as hub,
        ):
            yield Desk(hub, browser, api, token)


def _values(tool: str, provider: Provider, callback: str, client: str) -> dict[str, Any]:
    """Return the values of a hub whose groups come from the provider in the way of the chart version."""
    endpoints = {"auth_url": "oauth2/authorize", "token_url": "oauth2/token", "user_data_url": "userinfo"}
    oidc = {
        "callback_url": callback,
        "client_id": client,
        "client_secret": {"kubernetes_secret": "hub-oidc"},
        "allow_all": True,
        "groups_claim": "groups",
        "scope": ["openid", "profile"],
        **{key: f"{provider.url}/{path}" for key, path in endpoints.items()},
    }
    hub = JupyterHubAddOnProps.model_validate(
        {
            "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"},
            "version": RELEASES[tool],
            "service_type": "cluster_ip",
            "oidc_config": oidc,
            "profiles": _PROFILES,
        }
    )
    computed = hub_values(hub)
    del computed["hub"]["extraConfig"]["zz-claims-of-users"]  # no pod here has a home
    return computed


@pytest.fixture(scope="module", params=["login-15", "login-16", "login-17"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A hub of each chart version that has options."""
    with _running(request.param, tmp_path_factory.mktemp("profiles")) as running:
        yield running


def _log_in(desk: Desk, user: str, picture: str | None = None) -> str:
    """Log in, and return the page of profiles."""
    seen = desk.browser(
        "log_in", hub=desk.hub.url, user=user, picture=str(Path(PICTURES).absolute() / picture) if PICTURES and picture else None
    )
    assert (200, True) == (seen.get("status"), "/hub/spawn" in seen["url"]), seen
    return str(seen["text"])


def _choose(desk: Desk, profile: str, picks: list[str] | None = None, **more: Any) -> dict[str, Any]:
    return desk.browser("choose", profile=profile, picks=picks or [], **more)


def test_two_users_see_two_pages_and_start_what_is_allowed(desk: Desk) -> None:
    """Ada, of the group stats, starts R; grace, of the group gpu, a GPU: each sees no more than that."""
    page = _log_in(desk, "ada", "profiles.png")
    assert ("GPU" in page, "SciPy\nR" in page, "0.5 to 1 CPU, 1 GiB to 2 GiB memory" in page) == (False, True, True), page
    started = _choose(desk, "cpu", ["r"])
    assert "This is ada's server" in started.get("text", ""), started

    page = _log_in(desk, "grace", "profiles-of-a-group.png")
    assert ("GPU" in page, "SciPy\nR" in page, "2 to 4 CPU, 8 GiB to 16 GiB memory, 1 GPU" in page) == (True, False, True), page
    assert "4 GPUs)" in page.partition("Four (")[2], page  # each choice shows what it has
    started = _choose(desk, "gpu")
    assert "This is grace's server" in started.get("text", ""), started
    assert ["r-notebook", "pytorch-notebook"] == desk.started()[-2:]


def test_forged_page_is_refused(desk: Desk) -> None:
    """Emmy is in no group that may start a GPU: neither a changed page nor a link starts one, and her page states so."""
    before = len(desk.started())
    _log_in(desk, "emmy")

    forged = _choose(desk, "cpu", forged="gpu")
    link = desk.browser("open", url=f"{desk.hub.url}/hub/spawn?profile=gpu")

    for seen in (forged, link):
        assert "is not open to you, or no longer available" in seen.get("text", ""), seen
        assert "Notebook" in seen["text"]  # the page, to choose again
    assert before == len(desk.started())


def test_user_is_known_by_name(desk: Desk) -> None:
    """Kurt is in no group; the hub writes his name in lower case, whatever the hub file does."""
    page = _log_in(desk, "kurt")

    assert ("Course" in page, "Notebook" in page, "GPU" in page) == (True, False, False), page


def test_nothing_allowed_is_reported(desk: Desk) -> None:
    """Mallory is in no group at all: no server starts, and no empty page appears."""
    before = len(desk.started())

    seen = desk.browser("log_in", hub=desk.hub.url, user="mallory")

    assert (403, True) == (seen["status"], "No server is open to you on this hub" in seen["text"]), seen
    assert before == len(desk.started())


def _start_by_program(desk: Desk, user: str, options: dict[str, Any] | None) -> int:
    """Start a user's server with the hub's API, and return the status."""
    body = json.dumps(options).encode() if options is not None else b""
    url = f"{desk.hub.url}/hub/api/users/{user}/server"
    request = urllib.request.Request(url, body, {"Authorization": f"token {desk.token}"}, method="POST")  # loopback
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # loopback
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_programs_start_only_what_the_user_may(desk: Desk) -> None:
    """Through the API, with an administrator's token: the user's rules count. Without options, the allowed defaults are started."""
    before = len(desk.started())
    for user in ("emmy", "mallory"):  # the hub knows them, and their groups, from their login
        desk.browser("log_in", hub=desk.hub.url, user=user)

    refused = [
        _start_by_program(desk, user, options) for user, options in (("mallory", None), ("mallory", {}), ("emmy", {"profile": "gpu"}))
    ]
    started = _start_by_program(desk, "emmy", {})

    assert ([403] * 3, True) == (refused, started in {201, 202})
    assert ["scipy-notebook"] == desk.started()[before:]
