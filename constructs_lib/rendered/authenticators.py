"""The known authenticators: their classes, and the settings that determine who can log in.

Sources: the entry points of JupyterHub, OAuthenticator 14 to 17, NativeAuthenticator and TmpAuthenticator; the traits of their classes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Class of each entry point of OAuthenticator.
OAUTH_CLASSES = {
    "auth0": "Auth0OAuthenticator",
    "azuread": "AzureAdOAuthenticator",
    "bitbucket": "BitbucketOAuthenticator",
    "cilogon": "CILogonOAuthenticator",
    "generic-oauth": "GenericOAuthenticator",
    "github": "GitHubOAuthenticator",
    "gitlab": "GitLabOAuthenticator",
    "globus": "GlobusOAuthenticator",
    "google": "GoogleOAuthenticator",
    "mediawiki": "MWOAuthenticator",
    "okpy": "OkpyOAuthenticator",
    "openshift": "OpenShiftOAuthenticator",
}
#: Class of each entry point of JupyterHub and of small packages.
OTHER_CLASSES = {
    "dummy": "DummyAuthenticator",
    "native": "NativeAuthenticator",
    "null": "NullAuthenticator",
    "shared-password": "SharedPasswordAuthenticator",
    "tmp": "TmpAuthenticator",
}
_CLASSES = {**OAUTH_CLASSES, **OTHER_CLASSES}
_PACKAGES = ("dummyauthenticator.", "jupyterhub.", "nativeauthenticator.", "nullauthenticator.", "oauthenticator.", "tmpauthenticator.")

#: Settings that admit more people.
_LETS_IN = re.compile(r"allow_.*|allowed_.*|admin_.*|.*whitelist|open_signup|hosted_domain|idps|tenant_id|password_groups")
#: Settings that determine a user's name, and the provider that the hub asks.
_IDENTITY = re.compile(
    r"username_(?!pattern).*|authorize_url|token_url|userdata_url|userdata_params|validate_server_cert|tls_verify"
    r"|(auth0|bitbucket|cilogon|github|gitlab|globus|mw|okpy|openshift)_(api|base_url|domain|host|index_url|subdomain|url)"
)

#: Settings that restrict a login before allow rules add up, in addition to ``allowed_users``.
RESTRICTS_ON_ITS_OWN = (
    "allowed_groups", "allowed_organizations", "allowed_idps", "hosted_domain", "allowed_google_groups", "allowed_gitlab_groups",
    "allowed_project_ids", "allowed_teams", "allowed_globus_groups", "whitelist",
)  # fmt: skip

#: Hosts where anyone can create an account.
_WORLD = re.compile(
    r"https?://(accounts\.google\.com|github\.com|gitlab\.com|bitbucket\.org|login\.live\.com|"
    r"login\.microsoftonline\.com/(common|consumers|organizations))(/|$)"
)


def class_of(authenticator: object) -> str | None:
    """Return the class of an authenticator given by its entry point or its path; None if it isn't known."""
    if not isinstance(authenticator, str):
        return None
    if authenticator.lower() in _CLASSES:  # entry points are case-insensitive
        return _CLASSES[authenticator.lower()]
    name = authenticator.rpartition(".")[2]
    return name if authenticator.startswith(_PACKAGES) and name in _CLASSES.values() else None


def lets_in(trait: str) -> bool:
    """Whether a setting may admit more people."""
    return _LETS_IN.fullmatch(trait) is not None


def admits(trait: str, value: object) -> bool:
    """Whether a setting admits users where allow rules add up; some settings of ``lets_in`` only restrict the others there.

    Source: OAuthenticator 16.0 to 17.4, ``check_allowed`` of each class.
    """
    if trait in {"idps", "allowed_idps"}:  # of CILogon
        providers = value.values() if isinstance(value, Mapping) else ()
        return any(isinstance(each, Mapping) and bool(each.get("allow_all") or each.get("allowed_domains")) for each in providers)
    return trait not in {"hosted_domain", "tenant_id"} and lets_in(trait) and bool(value)


def decides_identity(trait: str) -> bool:
    """Whether a setting determines a user's name."""
    return _IDENTITY.fullmatch(trait) is not None


def serves_the_world(url: str) -> bool:
    """Whether anyone can create an account with the provider of an endpoint."""
    return _WORLD.match(url) is not None
