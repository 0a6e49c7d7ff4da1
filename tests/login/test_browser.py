"""People log in to hubs as configured in hub files: real JupyterHub, real OAuthenticator, a real provider, a real browser."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

import main
from jupyterhub_on_eks.preview.free_ports import free_ports
from tests.conftest import ROOT, chart_values
from tests.login.servers import Browser, Hub, Provider, running_browser, running_hub, running_provider
from tests.login.tools import RELEASES
from tests.operating.page import quoted

pytestmark = [pytest.mark.login, pytest.mark.slow, pytest.mark.xdist_group("login")]

#: Folder for the pictures of the documentation; they are taken only if it is set.
PICTURES = os.environ.get("LOGIN_PICTURES")

#: Starts a hub: environment of a chart version, ``oidc_config`` beside the endpoints, and the secret of the pod.
StartHub = Callable[..., Hub]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """An OpenID provider that knows four people."""
    with running_provider(tmp_path_factory.mktemp("provider")) as running:
        running.add_user("ada")
        running.add_user("mallory")
        running.add_user("edsger", groups=["staff"])
        running.add_user("sofia", groups=["students"])
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser."""
    with running_browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module")
def start(provider: Provider, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartHub]:
    """Start hubs of examples, with loopback addresses in place of theirs; all end with the module."""
    del browser  # without one there is no need to start a hub
    running: dict[str, Hub] = {}
    with ExitStack() as stack:

        def run(example: str, tool: str = "login-17", *, secret: str | None = None, **who: Any) -> Hub:
            name = f"{example}-{tool}-{secret}-{who}"
            if name not in running:
                folder = tmp_path_factory.mktemp("hub")
                ports = free_ports(4)
                callback = f"http://127.0.0.1:{ports[0]}/hub/oauth_callback"
                client = provider.register(callback, basic=tool == "login-15")
                endpoints = {"auth_url": "oauth2/authorize", "token_url": "oauth2/token", "user_data_url": "userinfo"}
                oidc = {
                    "callback_url": callback,
                    "client_id": client.id,
                    **{key: f"{provider.url}/{path}" for key, path in endpoints.items()},
                    **who,
                }
                values = _values(example, oidc, RELEASES[tool], folder)
                assert client.secret not in str(values)
                environment = {"OAUTH_CLIENT_SECRET": secret or client.secret}
                running[name] = stack.enter_context(running_hub(tool, values, ports, folder / "hub", secret=environment))
            return running[name]

        yield run


def _values(example: str, oidc: Mapping[str, Any], version: str, folder: Path) -> dict[str, Any]:
    """Synthesize the example with these endpoints, for this chart, and return the chart's values."""
    data = yaml.safe_load((ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8"))
    hub = next(entry["jupyterhub"] for entry in data["add_ons"] if "jupyterhub" in entry)
    named = {"hub_url", "cognito", "google", "github", "entra_id", "okta", "auth0", "keycloak", "cilogon"}
    known = {key: value for key, value in hub["oidc_config"].items() if key not in named}
    # Only what affects the login: the hub is reached on loopback here.
    kept = {"ebs_config": hub["ebs_config"], "oidc_config": {**known, **oidc}, "service_type": "cluster_ip", "version": version}
    data["add_ons"] = [{"ebs_csi_driver": {}}, {"jupyterhub": kept}]
    for key in ("certificates", "backend"):
        data.pop(key, None)
    return _rendered(data, folder)


def _rendered(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    file = folder / "hub.yaml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    main.synthesize([file], folder / "cdktf.out")
    (stack,) = folder.glob("cdktf.out/stacks/*/cdk.tf.json")
    return dict(chart_values(json.loads(stack.read_text(encoding="utf-8"))))


def _picture(name: str) -> str | None:
    return str(Path(PICTURES).absolute() / name) if PICTURES else None


def test_allowed_user_logs_in_and_sees_the_server_start(start: StartHub, browser: Browser) -> None:
    """Ada is one of allowed_users: the hub starts her server and shows it to her."""
    hub = start("ebs-oidc-alb")

    seen = browser("log_in", hub=hub.url, user="ada", login_picture=_picture("login.png"))

    assert (200, f"{hub.url}/user/ada/") == (seen["status"], seen["url"]), seen
    assert "This is ada's server" in seen["text"]
    home = browser("open", url=f"{hub.url}/hub/home", picture=_picture("logged-in.png"))
    assert "Stop My Server" in home["text"]


def test_unknown_user_is_refused(start: StartHub, browser: Browser) -> None:
    """Mallory has an account at the provider and matches no rule: 403."""
    seen = browser("log_in", hub=start("ebs-oidc-alb").url, user="mallory")

    assert seen["status"] == 403, seen
    assert quoted("403 : Forbidden") in seen["text"]
    assert "not currently authorized" in seen["text"]


def test_administrator_sees_the_admin_page(start: StartHub, browser: Browser) -> None:
    """Edsger is one of admin_users; ada is not, and gets no admin page."""
    hub = start("ebs-oidc-alb")

    browser("log_in", hub=hub.url, user="edsger")
    admin = browser("open", url=f"{hub.url}/hub/admin")
    browser("log_in", hub=hub.url, user="ada")
    other = browser("open", url=f"{hub.url}/hub/admin")

    assert [200, 403] == [admin["status"], other["status"]]


def test_logout_works(start: StartHub, browser: Browser) -> None:
    """After logout the hub asks for a login."""
    hub = start("ebs-oidc-alb")
    browser("log_in", hub=hub.url, user="ada")

    browser("open", url=f"{hub.url}/hub/logout")
    seen = browser("open", url=f"{hub.url}/hub/home")

    assert "/hub/login" in seen["url"]
    assert "Sign in" in seen["text"]


def test_members_of_groups_log_in(start: StartHub, browser: Browser) -> None:
    """Sofia logs in as a member of allowed_groups, edsger administers as one of admin_groups, mallory is in neither."""
    hub = start("login-keycloak", scope=["openid", "profile"], logout_redirect_url="https://login.example.org/out")

    member = browser("log_in", hub=hub.url, user="sofia")
    page = browser("open", url=f"{hub.url}/hub/admin")
    browser("log_in", hub=hub.url, user="edsger")
    admin = browser("open", url=f"{hub.url}/hub/admin")
    stranger = browser("log_in", hub=hub.url, user="mallory")

    assert "This is sofia's server" in member.get("text", member)
    assert [403, 200, 403] == [page["status"], admin["status"], stranger["status"]]


def test_wrong_client_secret_fails(start: StartHub, browser: Browser) -> None:
    """With another secret than the provider's nobody can log in, and the hub doesn't show it."""
    wrong = "canary-which-is-wrong"
    hub = start("ebs-oidc-alb", secret=wrong)

    seen = browser("log_in", hub=hub.url, user="ada")

    assert seen["status"] >= 400, seen
    assert wrong not in seen["text"] + hub.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("tool", ["login-15", "login-16"])
def test_older_charts_accept_the_login(start: StartHub, browser: Browser, tool: str) -> None:
    """The same hub file starts the hubs of the charts 2.0.0 and 3.3.8: ada logs in, edsger administers, mallory is refused."""
    hub = start("ebs-oidc-alb", tool)

    ada = browser("log_in", hub=hub.url, user="ada")
    mallory = browser("log_in", hub=hub.url, user="mallory")
    browser("log_in", hub=hub.url, user="edsger")
    admin = browser("open", url=f"{hub.url}/hub/admin")

    assert "This is ada's server" in ada.get("text", ada)
    assert [403, 200] == [mallory["status"], admin["status"]]


def test_administrators_alone_are_not_everyone(start: StartHub, browser: Browser) -> None:
    """With only admin_users only they can log in, on chart 2.0.0 too, where OAuthenticator would let everyone in."""
    hub = start("ebs-oidc-alb", "login-15", allowed_users=[], admin_users=["edsger"])

    stranger = browser("log_in", hub=hub.url, user="mallory")
    admin = browser("log_in", hub=hub.url, user="edsger")

    assert stranger["status"] == 403, stranger
    assert "This is edsger's server" in admin.get("text", admin)


@pytest.mark.parametrize("tool", ["login-15", "login-16"])
def test_groups_on_older_charts(start: StartHub, browser: Browser, tool: str) -> None:
    """Groups decide on 2.x and 3.x too: a member logs in, an administrator's group administers, the others are refused."""
    who = {"allowed_users": [], "admin_users": [], "allowed_groups": ["students"], "admin_groups": ["staff"]}
    hub = start("ebs-oidc-alb", tool, **who)

    member = browser("log_in", hub=hub.url, user="sofia")
    stranger = browser("log_in", hub=hub.url, user="ada")
    browser("log_in", hub=hub.url, user="edsger")
    admin = browser("open", url=f"{hub.url}/hub/admin")

    assert "This is sofia's server" in member.get("text", member)
    assert [403, 200] == [stranger["status"], admin["status"]]


@pytest.mark.parametrize("tool", ["login-16", "login-17"])
def test_shared_password(browser: Browser, tmp_path: Path, tool: str) -> None:
    """Whoever knows the shared password can log in; another password is refused."""
    hub_entry = {
        "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"},
        "shared_password": {"secrets_manager": "hub/workshop"},
        "version": RELEASES[tool],
        "service_type": "cluster_ip",
    }
    data = {"cluster": {"name": "c", "region": "us-west-2"}, "add_ons": [{"ebs_csi_driver": {}}, {"jupyterhub": hub_entry}]}
    values = _rendered(data, tmp_path)

    with running_hub(tool, values, free_ports(4), tmp_path / "hub", secret={"SHARED_PASSWORD": "canary-of-a-workshop"}) as hub:
        wrong = browser("log_in", hub=hub.url, user="ada", password="something-else")
        right = browser("log_in", hub=hub.url, user="ada", password="canary-of-a-workshop")

    assert "Invalid username or password" in wrong.get("text", wrong)
    assert "This is ada's server" in right.get("text", right)
