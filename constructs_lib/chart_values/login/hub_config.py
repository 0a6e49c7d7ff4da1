"""Chart values of the login: the authenticator, and the one secret that it reads from the hub's environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.secret_env_var import secret_env_var
from constructs_lib.models.chart_version import MANAGE_GROUPS, SHARED_PASSWORD_AUTHENTICATOR, ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

if TYPE_CHECKING:
    from constructs_lib.models.login.settings import OidcConfig

#: Annotation of the hub's pod that changes with the secret's revision, so that a new secret restarts the hub.
REVISION = "jupyterhub-on-eks/login-secret-revision"


def login_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the values for login through the provider or with a shared password; with neither, the chart's dummy login stays.

    The secret itself is not in the values: the hub's pod has it as an environment variable from a Kubernetes Secret.
    OAuthenticator reads ``OAUTH_CLIENT_SECRET`` if its own setting is missing; ``hub_side/shared_password.py`` reads a password.
    """
    secret = hub.login_secret
    if secret is None:
        return {}
    groups = bool(hub.group_rules)
    settings = _provider(hub.oidc_config, hub.chart_version, groups=groups) if hub.oidc_config else _shared_password(hub.chart_version)
    return {"hub": {**settings, **secret_env_var(secret, revision=REVISION)}}


def _provider(config: OidcConfig, version: ChartVersion, *, groups: bool) -> dict[str, Any]:
    """Return the values for login through the provider; if ``groups`` is true, its groups also restrict profiles.

    They are the hub's own groups from ``MANAGE_GROUPS`` on. Before that ``hub_side/profiles.py`` finds them in the auth state, which the hub
    stores encrypted with a key that the chart generates.
    """
    from constructs_lib.chart_values.login.authenticators import authenticator, reads_id_token  # noqa: PLC0415  # see models/later.py
    from constructs_lib.chart_values.login.ca_bundle import ca_bundle_values  # noqa: PLC0415

    config = config.model_copy(update={"manage_groups": True}) if groups else config
    entry_point, section, settings = authenticator(config, version)
    if groups and not version.has(MANAGE_GROUPS):
        settings = {key: value for key, value in settings.items() if key != "manage_groups"} | {"enable_auth_state": True}
    values: dict[str, Any] = {"config": {"JupyterHub": {"authenticator_class": entry_point}, section: settings}}
    if config.auth_refresh_age is not None and reads_id_token(config):
        values["extraConfig"] = {"identity-token": extra_config("identity_token")}
    return merged(values, ca_bundle_values(config.ca_bundle, section=section)) if config.ca_bundle else values


def _shared_password(version: ChartVersion) -> dict[str, Any]:
    """Return an authenticator that admits no one by itself: the part of ``hub.extraConfig`` sets the password, and before 5.3 the class.

    Source: jupyterhub, ``SharedPasswordAuthenticator`` (5.3), ``NullAuthenticator``; chart 1.x has the latter from nullauthenticator.
    """
    if version.has(SHARED_PASSWORD_AUTHENTICATOR):
        config = {"JupyterHub": {"authenticator_class": "shared-password"}, "SharedPasswordAuthenticator": {"allow_all": True}}
    else:
        config = {"JupyterHub": {"authenticator_class": "null"}}
    return {"config": config, "extraConfig": {"shared-password": extra_config("shared_password")}}
