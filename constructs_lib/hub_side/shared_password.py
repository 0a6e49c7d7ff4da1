"""Sets the one password with which all users log in, from the environment of the hub's pod."""

from __future__ import annotations

import os
from typing import Any


def set_shared_password(c: Any) -> None:
    """Set SHARED_PASSWORD as the password, and the authenticator that asks for it.

    Where hub.config chooses SharedPasswordAuthenticator (JupyterHub 5.3), that one gets the password. Before it, hub.config chooses
    an authenticator that lets nobody in, and the class made here takes its place. Without this part nobody logs in.

    Args:
        c: JupyterHub's configuration.

    Raises:
        ValueError: the password is empty. DummyAuthenticator would accept any password then.
    """
    password = os.environ["SHARED_PASSWORD"].strip()
    if not password:
        raise ValueError("the shared password is empty")
    c.SharedPasswordAuthenticator.user_password = password
    # For a hub whose own values choose the class, so that it doesn't stay open to all.
    c.DummyAuthenticator.password = password
    if c.JupyterHub.authenticator_class == "null":
        c.JupyterHub.authenticator_class = authenticator_of_users()


def authenticator_of_users() -> Any:
    """Return the class that logs in who knows the password, never as an administrator: it would let everyone be one."""
    from jupyterhub.auth import DummyAuthenticator  # noqa: PLC0415  # only the hub has it

    class SharedPassword(DummyAuthenticator):  # type: ignore[misc]
        """DummyAuthenticator that wants a password, for users alone, as SharedPasswordAuthenticator does."""

        async def authenticate(self, handler: Any, data: Any) -> Any:
            """Return a user who knows the password, without an administrator's rights; None for an administrator's name."""
            if not self.password or self.normalize_username(data["username"]) in self.admin_users:
                return None
            name = await super().authenticate(handler, data)
            return {"name": name, "admin": False} if name else None

    return SharedPassword
