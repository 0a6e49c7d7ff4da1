"""Keys for the login, if they can express all of it; otherwise the login stays in the values, and its secret is a reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_version import ALLOW_RULES_ADD_UP, USERNAME_CLAIM
from jupyterhub_on_eks.adoption.chart_defaults import USERNAME
from jupyterhub_on_eks.adoption.draft import Draft, Proposal
from jupyterhub_on_eks.adoption.places import ABSENT, at, put

_CONFIG = ("hub", "config")
_CLASS = (*_CONFIG, "JupyterHub", "authenticator_class")
#: Sections that set the same traits for every authenticator. Source: traitlets, configuration of base classes.
_BASES = ("Authenticator", "OAuthenticator")
_NAMES = {
    "generic-oauth": "GenericOAuthenticator",
    "oauthenticator.generic.GenericOAuthenticator": "GenericOAuthenticator",
    "github": "GitHubOAuthenticator",
    "oauthenticator.github.GitHubOAuthenticator": "GitHubOAuthenticator",
    "google": "GoogleOAuthenticator",
    "oauthenticator.google.GoogleOAuthenticator": "GoogleOAuthenticator",
}
_SHORT = {section: name for name, section in _NAMES.items() if "." not in name}
_URLS = {"authorize_url": "auth_url", "token_url": "token_url", "userdata_url": "user_data_url"}
#: Traits that have a key of the same name.
_KEYS = ("client_id", "scope", "login_service", "logout_redirect_url", "allowed_users", "admin_users", "allow_all")
_LISTS = {"scope", "allowed_users", "admin_users"}


def provider(draft: Draft) -> Iterator[Proposal]:
    """Login through an identity provider, with all rules for who may log in, or not at all."""
    entry_point = draft.given(*_CLASS)
    section = _NAMES.get(entry_point) if isinstance(entry_point, str) else None
    if section is None or draft.login is None:
        return
    traits, places = _traits(draft, section)
    keys: dict[str, Any] = {key: traits[key] for key in _KEYS if key in traits}
    renames: dict[KeyPath, KeyPath] = {
        place: (*_CONFIG, section, trait) for trait, place in places.items() if place[2] != section and trait in _KEYS
    }
    keys |= {"callback_url": traits.get("oauth_callback_url"), "client_secret": dict(draft.login)}
    match section:
        case "GitHubOAuthenticator":
            keys["github"] = {"allowed_organizations": traits["allowed_organizations"]} if "allowed_organizations" in traits else {}
        case "GoogleOAuthenticator":
            domains = traits.get("hosted_domain", [])
            keys["google"] = {"hosted_domain": [domains] if isinstance(domains, str) else domains} if domains else {}
        case _:
            keys |= {key: traits.get(trait) for trait, key in _URLS.items()}
            keys["username_key"] = traits.get("username_claim", traits.get("username_key", USERNAME))
            if "username_key" in places and draft.found.chart_version.has(USERNAME_CLAIM):
                renames[places["username_key"]] = (*_CONFIG, section, "username_claim")
    if not draft.found.chart_version.has(ALLOW_RULES_ADD_UP) and not traits.get("allowed_users"):
        keys["allow_all"] = True  # the default of these authenticators
    yield Proposal(keys={"oidc_config": keys}, renames=renames, values=put({}, _CLASS, _SHORT[section]))


def _traits(draft: Draft, section: str) -> tuple[dict[str, Any], dict[str, KeyPath]]:
    """Return the traits of the authenticator's class and its base classes, whose precedence is lower, each with its path."""
    traits: dict[str, Any] = {}
    places: dict[str, KeyPath] = {}
    for name in (*_BASES, section):
        found = at(draft.values, (*_CONFIG, name))
        for trait, value in found.items() if isinstance(found, Mapping) else ():
            if value is not None:
                traits[trait] = list(value) if trait in _LISTS and isinstance(value, list) else value
                places[trait] = (*_CONFIG, name, trait)
    return traits, places


def secret_of_values(draft: Draft) -> dict[str, Any]:
    """Return the variable from which OAuthenticator reads the client secret, if no key of the login has it."""
    if draft.login is None or "oidc_config" in draft.keys:
        return {}
    reference = {"name": draft.login["kubernetes_secret"], "key": draft.login["key"]}
    variable = {"OAUTH_CLIENT_SECRET": {"valueFrom": {"secretKeyRef": reference}}}
    environment = at(draft.values, ("hub", "extraEnv"))
    if isinstance(environment, list):
        return {"hub": {"extraEnv": [*environment, {"name": "OAUTH_CLIENT_SECRET", **variable["OAUTH_CLIENT_SECRET"]}]}}
    return {"hub": {"extraEnv": variable}} if environment is ABSENT or isinstance(environment, Mapping) else {}
