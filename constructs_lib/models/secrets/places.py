"""Chart values that hold a secret, and the reference to use instead of each.

Sources: JupyterHub chart, ``values.schema.yaml`` and ``templates/hub/_helpers-passwords.tpl`` (what the chart generates itself);
trait names of JupyterHub and its authenticators; chart ``aws-load-balancer-controller``, ``values.yaml``.
"""

from __future__ import annotations

import re

from constructs_lib.errors import KeyPath

#: A place in a chart's values, and what to use instead.
Places = dict[KeyPath, str]

_REFERENCE = "remove it, and set {key} to a reference to the secret, for example {{kubernetes_secret: its-name, key: {name}}}"
_LOGIN = _REFERENCE.format(key="oidc_config.client_secret", name="client_secret")
_PASSWORD = _REFERENCE.format(key="shared_password", name="password")
_DATABASE = _REFERENCE.format(key="hub_database.url_secret", name="url")
_OF_A_SERVICE = (
    "remove it: the chart generates a token for each of hub.services; to use your own, set service_api_tokens with a reference to "
    "the token, for example {name-of-the-service: {kubernetes_secret: its-name, key: token}}"
)
_MADE_BY_THE_CHART = "remove it; the chart generates and keeps one itself"

_HUB: Places = {
    ("imagePullSecret", "password"): "remove imagePullSecret, and set image_pull_secrets to the name of a Secret in the namespace",
    ("proxy", "https", "manual", "key"): (
        "remove it, and set certificate_resource_name, or values.proxy.https with type: secret and the name of a TLS Secret "
        "(secret: {name: its-name})"
    ),
    ("proxy", "secretToken"): _MADE_BY_THE_CHART,
    ("hub", "cookieSecret"): _MADE_BY_THE_CHART,
    ("hub", "db", "password"): _DATABASE,
    ("hub", "config", "JupyterHub", "cookie_secret"): _MADE_BY_THE_CHART,
    ("hub", "config", "JupyterHub", "proxy_auth_token"): _MADE_BY_THE_CHART,
    ("hub", "config", "CryptKeeper", "keys"): _MADE_BY_THE_CHART,
    ("hub", "config", "ConfigurableHTTPProxy", "auth_token"): _MADE_BY_THE_CHART,
}
_CONTROLLER: Places = {("webhookTLS", "key"): _MADE_BY_THE_CHART}
_BY_CHART = {"jupyterhub": _HUB, "aws_load_balancer_controller": _CONTROLLER}

#: Traits below ``hub.config`` that hold a secret, in any class and at any depth.
_TRAITS = (
    (re.compile(r"(?:^|_)client_secret$"), _LOGIN),
    (re.compile(r"^(?:lookup_dn_search|bind)_password$"), "remove it, and set it in hub.extraConfig from a variable of hub.extraEnv"),
    (re.compile(r"(?:^|_)password$"), _PASSWORD),
    (re.compile(r"^(?:api_tokens?|apiToken|service_tokens)$"), _OF_A_SERVICE),
    (re.compile(r"(?:^|_)(?:auth_token|cookie_secret)$"), _MADE_BY_THE_CHART),
    (re.compile(r"^consumers$"), "remove it, and set it in hub.extraConfig from a variable of hub.extraEnv"),
)
#: Variables from which OAuthenticator's classes read the client secret.
_LOGIN_VARIABLES = {"OAUTH_CLIENT_SECRET", "GITHUB_CLIENT_SECRET", "CILOGON_CLIENT_SECRET"}
_DATABASE_URLS = {("hub", "db", "url"), ("hub", "config", "JupyterHub", "db_url")}


def chart_place(add_on: str, path: KeyPath, name: str) -> str:
    """Return what to use instead of a secret in a place where a chart expects one.

    Args:
        add_on: key of the chart's add-on.
        path: key path below the chart's values.
        name: name of the value: the last key, or the name of an environment variable.

    Returns:
        The fix; empty if the chart expects no secret there.
    """
    match (add_on, *path):
        case "jupyterhub", "hub", "config", _, *_:
            return _HUB.get(path) or next((fix for trait, fix in _TRAITS if trait.search(str(path[-1]))), "")
        case "jupyterhub", "hub", "services", _, "apiToken" | "api_token":
            return _OF_A_SERVICE
        case "jupyterhub", "hub", "extraEnv", _, *_ if name in _LOGIN_VARIABLES:
            return _LOGIN
    return _BY_CHART.get(add_on, {}).get(path, "")


def database_url(path: KeyPath) -> str:
    """Return what to use instead of a database URL with a password; empty if the place isn't the database's."""
    return _DATABASE if path in _DATABASE_URLS else ""
