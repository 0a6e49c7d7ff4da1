"""Renews a user's identity token before the user's data is read from it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def set_identity_token(c: Any) -> None:
    """Set OAuthenticator's refresh_user_hook.

    By itself, OAuthenticator reads the old identity token again. It never requests a new one from the provider while the old one is valid, and
    fails with an error once it has expired.

    Args:
        c: JupyterHub's configuration.
    """
    c.OAuthenticator.refresh_user_hook = renewed


async def renewed(authenticator: Any, user: Any, auth_state: Mapping[str, Any] | None) -> Any:
    """Return the user's data from a new identity token, or False if there is none; then the user has to log in again."""
    refresh_token = (auth_state or {}).get("refresh_token")
    if not refresh_token:
        authenticator.log.info("User %s has no refresh token and has to log in again", user.name)
        return False
    try:
        request = authenticator.build_refresh_token_request_params(refresh_token)
        tokens = await authenticator.get_token_info(None, request)
        # The provider may send no new refresh token, and the old one stays valid.
        return await authenticator._token_to_auth_model({"refresh_token": refresh_token, **tokens})  # noqa: SLF001
    except Exception as error:  # noqa: BLE001  # after any error, the user can log in again
        # The error's text may hold a token.
        authenticator.log.warning("The tokens of user %s could not be renewed (%s)", user.name, type(error).__name__)
        return False
