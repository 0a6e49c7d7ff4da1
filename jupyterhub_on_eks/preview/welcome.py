"""What the command prints about a running hub, and whether it opens a browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.authenticators import OAUTH_CLASSES
from constructs_lib.rendered.login import Entry, log_in
from constructs_lib.rendered.values import HubReading
from jupyterhub_on_eks.preview.people import Person
from jupyterhub_on_eks.preview.running_hub import RunningHub


def welcome(hub: JupyterHubAddOnProps, running: RunningHub, people: Sequence[Person], *, password: str) -> str:
    """Return the hub's address and who can log in, as text.

    Args:
        hub: the hub's settings.
        running: the running hub.
        people: the people on the page of the stand-in for the identity provider.
        password: the shared password, if the hub uses one.
    """
    lines = {"hub": running.url, "login": _login(hub, people, password), "log": str(running.log)}
    return "\n".join(
        [
            "",
            *(f"  {name:<6} {text}" for name, text in lines.items()),
            "",
            "Nothing is deployed. Servers run on this machine. Ctrl-C ends everything.",
        ]
    )


def _login(hub: JupyterHubAddOnProps, people: Sequence[Person], password: str) -> str:
    reading = HubReading(hub)
    login = log_in(reading.final, reading.version, own=reading.own)
    if login.entry is Entry.NOBODY:
        return "no one: the hub's login rules admit nobody"
    if login.class_name in OAUTH_CLASSES.values():
        return f"at a stand-in for the identity provider, as {', '.join(map(str, people))}, or anybody else"
    if hub.shared_password:
        return f"any name, with the password {password}"
    if login.entry is Entry.ANYONE:
        return "any name and password"
    return f"as the hub's values set it: {login.authenticator}"


def opens_browser(environment: Mapping[str, str] = os.environ, *, platform: str = sys.platform) -> bool:
    """Return whether to open a browser by default: on a desktop, with a person at the terminal."""
    if not sys.stdout.isatty() or any(environment.get(name) for name in ("CI", "SSH_CONNECTION")):
        return False
    return platform == "darwin" or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
