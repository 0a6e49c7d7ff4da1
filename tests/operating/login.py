"""Sections about logins."""

from __future__ import annotations

from typing import Any

from tests.jupyterhub_on_eks.status.servers import OF_HUB, UP
from tests.operating.desk import HOST, PUBLISHED, Desk
from tests.operating.elsewhere import Elsewhere


def other_callback(desk: Desk) -> str:
    """It points to another host than that of the Ingress."""
    return _with(desk, callback_url="https://jupyter.example.org/hub/oauth_callback")


def callback_without_tls(desk: Desk) -> str:
    """The hub serves https."""
    return _with(desk, callback_url=f"http://{HOST}/hub/oauth_callback")


def nobody(desk: Desk) -> str:
    """A provider, and no rule."""
    return _with(desk, allow_all=None)


def broken_login_page(desk: Desk) -> str:
    """As JupyterHub responds after an exception: with its header."""
    return desk.status_of_web({**UP, "/hub/login": (500, OF_HUB, "")})


def other_server(desk: Desk) -> str:
    """It responds without JupyterHub's header."""
    return desk.status_of_web({**UP, "/hub/login": (200, {}, "Welcome to nginx")})


def _with(desk: Desk, **changes: Any) -> str:
    login = {**PUBLISHED["oidc_config"], **changes}
    return desk.check(**{**PUBLISHED, "oidc_config": {key: value for key, value in login.items() if value is not None}})


CASES = {
    "Login fails or loops": (
        *(other_callback, callback_without_tls),
        Elsewhere("tests/login/test_browser.py", "test_unknown_user_is_refused"),
        *(nobody, broken_login_page, other_server),
    ),
}
