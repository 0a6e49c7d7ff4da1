"""Chart values of the log-in, with the key names that each line's OAuthenticator knows."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.chart_line import ChartLine
from constructs_lib.models.login import OidcConfig


def login_values(config: OidcConfig | None, line: ChartLine) -> dict[str, Any]:
    """Log users in by the provider; without one the chart's dummy log-in stays.

    The client secret is read from the environment by OAuthenticator (``OAUTH_CLIENT_SECRET``) when its own setting is
    absent, so only a reference to a Kubernetes Secret is written here.
    """
    if config is None:
        return {}
    secret = {"secretKeyRef": {"name": config.client_secret.kubernetes_secret, "key": config.client_secret.key}}
    return {
        "hub": {
            "config": {
                "JupyterHub": {"authenticator_class": "generic-oauth"},
                "GenericOAuthenticator": _authenticator(config, line),
            },
            "extraEnv": {"OAUTH_CLIENT_SECRET": {"valueFrom": secret}},
        }
    }


def _authenticator(config: OidcConfig, line: ChartLine) -> dict[str, Any]:
    """Source: OAuthenticator 15.1 (chart 2.x), 16.3 (3.x) and 17.4 (4.x), traits of GenericOAuthenticator."""
    modern = line.major >= 3  # noqa: PLR2004  # OAuthenticator 16
    settings: dict[str, Any] = {
        "client_id": config.client_id,
        "oauth_callback_url": config.callback_url,
        "authorize_url": config.auth_url,
        "token_url": config.token_url,
        "userdata_url": config.user_data_url,
        "scope": list(config.scope),
        "username_claim" if modern else "username_key": config.username_key,
    }
    if modern and config.allow_all:
        settings["allow_all"] = True
    if config.allowed_users:
        settings["allowed_users"] = list(config.allowed_users)
    if config.admin_users:
        settings["admin_users"] = list(config.admin_users)
    return settings
