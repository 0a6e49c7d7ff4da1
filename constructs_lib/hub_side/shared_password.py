"""Sets the shared password of all users, from the environment of the hub's pod."""

from __future__ import annotations

import os
from typing import Any


def set_shared_password(c: Any) -> None:
    """Set SHARED_PASSWORD as the password, and the authenticator that asks for it.

    If hub.config sets SharedPasswordAuthenticator (JupyterHub 5.3 or later), it gets the password. For earlier versions, hub.config sets
    an authenticator that lets nobody log in, and the class below replaces it. Without this code, nobody can log in.

    Args:
        c: JupyterHub's configuration.

    Raises:
        ValueError: the password is empty. DummyAuthenticator would accept any password then.
    """
    password = os.environ["SHARED_PASSWORD"].strip()
    if not password:
        raise ValueError("the shared password is empty")
    c.SharedPasswordAuthenticator.user_password = password
    # For a hub whose values set this class: without a password it would accept anybody.
    c.DummyAuthenticator.password = password
    if c.JupyterHub.authenticator_class == "null":
        c.JupyterHub.authenticator_class = authenticator_of_users()


def authenticator_of_users() -> Any:
    """Return an authenticator for users who know the password. It accepts no administrators, because anybody could log in as one."""
    from jupyterhub.auth import DummyAuthenticator  # noqa: PLC0415  # only the hub has it

    class SharedPassword(DummyAuthenticator):  # type: ignore[misc]
        """DummyAuthenticator that requires a password and accepts no administrators, as SharedPasswordAuthenticator does."""

        async def authenticate(self, handler: Any, data: Any) -> Any:
            """Return a user who knows the password, without administrator rights, or None for an administrator's name."""
            if not self.password or self.normalize_username(data["username"]) in self.admin_users:
                return None
            name = await super().authenticate(handler, data)
            return {"name": name, "admin": False} if name else None

    return SharedPassword
