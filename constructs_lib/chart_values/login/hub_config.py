"""Chart values of the log-in: the authenticator, and the one secret that it takes from the hub's environment."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.login.authenticators import authenticator
from constructs_lib.chart_values.secret_env_var import secret_env_var
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.login.settings import OidcConfig
from constructs_lib.models.secrets.reference import SecretEnvVar

#: Annotation of the hub's pod that changes with the secret's revision, so that a new secret restarts the hub.
REVISION = "jupyterhub-on-eks/login-secret-revision"

#: From here on the chart brings JupyterHub's authenticator for shared passwords (JupyterHub 5.3).
_SHARED_PASSWORD = (4, 2, 0)


def login_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Log users in by the provider or by a shared password; with neither, the chart's dummy log-in stays.

    The secret itself is nowhere in the values: the hub's pod has it as an environment variable from a Kubernetes Secret.
    OAuthenticator reads ``OAUTH_CLIENT_SECRET`` by itself while its own setting is absent; a password is read by a line of Python.
    """
    secret = hub.login_secret
    if secret is None:
        return {}
    settings = _provider(hub.oidc_config, hub.line) if hub.oidc_config else _shared_password(hub.line, secret)
    return {"hub": {**settings, **secret_env_var(secret, revision=REVISION)}}


def _provider(config: OidcConfig, line: ChartVersion) -> dict[str, Any]:
    entry_point, section, settings = authenticator(config, line)
    return {"config": {"JupyterHub": {"authenticator_class": entry_point}, section: settings}}


def _shared_password(line: ChartVersion, secret: SecretEnvVar) -> dict[str, Any]:
    """Source: jupyterhub, ``SharedPasswordAuthenticator`` (5.3) and before it ``DummyAuthenticator.password``."""
    if line.release >= _SHARED_PASSWORD:
        entry_point, section, trait = "shared-password", "SharedPasswordAuthenticator", "user_password"
        config = {"JupyterHub": {"authenticator_class": entry_point}, section: {"allow_all": True}}
    else:
        entry_point, section, trait = "dummy", "DummyAuthenticator", "password"
        config = {"JupyterHub": {"authenticator_class": entry_point}}
    # An empty password would mean that any will do, so a missing one must not let the hub start.
    code = (
        "import os\n\n"
        f"password = os.environ[{secret.variable!r}].strip()\n"
        "if not password:\n"
        '    raise ValueError("the shared password is empty")\n'
        f"c.{section}.{trait} = password\n"
    )
    return {"config": config, "extraConfig": {"shared-password": code}}
