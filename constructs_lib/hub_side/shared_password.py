"""Sets the one password with which all users log in, from the environment of the hub's pod."""

from __future__ import annotations

import os
from typing import Any


def set_shared_password(c: Any) -> None:
    """Set SHARED_PASSWORD as the password of both authenticators that know one.

    hub.config chooses between them: SharedPasswordAuthenticator since JupyterHub 5.3, DummyAuthenticator before.

    Args:
        c: JupyterHub's configuration.

    Raises:
        ValueError: the password is empty. DummyAuthenticator would accept any password then.
    """
    password = os.environ["SHARED_PASSWORD"].strip()
    if not password:
        raise ValueError("the shared password is empty")
    c.DummyAuthenticator.password = password
    c.SharedPasswordAuthenticator.user_password = password
