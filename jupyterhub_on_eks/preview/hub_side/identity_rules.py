"""Replaces the identity provider with the stand-in, and determines what the hub reads from its responses."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from identity_provider import Rules, running_provider
from outgoing import keep_on_loopback
from preview_settings import Settings
from z2jh import get_config


def use_stand_in(c: Any, settings: Settings) -> None:
    """Run the stand-in if users log in through a provider. The hub's requests for any other host go to its address.

    Args:
        c: JupyterHub's complete configuration.
        settings: the settings of the process.
    """
    provider_url = f"http://127.0.0.1:{settings.provider_port}"
    keep_on_loopback(provider_url)
    base = c.JupyterHub.get("base_url") or "/"
    callback = f"http://127.0.0.1:{settings.port}{str(base).rstrip('/')}/hub/oauth_callback"
    for name in _sections(c):
        section = c[name]
        section.update({"oauth_callback_url": callback, "authorize_url": f"{provider_url}/authorize"})
        if section.get("logout_redirect_url") or name.startswith("Auth0"):
            section["logout_redirect_url"] = f"{provider_url}/logged-out"
        rules = rules_of(name, section, callback)
        settings.running.enter_context(running_provider(rules, settings.people, port=settings.provider_port))
        return


def _sections(c: Any) -> Iterator[str]:
    """Yield the sections of classes that use a provider; a working hub has one for its authenticator class."""
    yield from (name for name, section in c.items() if isinstance(section, Mapping) and section.get("client_id"))


def rules_of(name: str, section: Mapping[str, Any], callback: str) -> Rules:
    """Return what the hub reads from the provider's responses.

    Args:
        name: the class of OAuthenticator.
        section: its settings.
        callback: the address to which the provider redirects people.
    """
    idps = section.get("idps") or section.get("allowed_idps") or {}
    derived = [idp.get("username_derivation", {}).get("username_claim") for idp in idps.values()]
    names = [section.get("username_claim"), section.get("username_key"), *derived]
    groups = [section.get("claim_groups_key"), get_config("custom.profiles.groupsClaim")]
    in_state = section.get("auth_state_groups_key")
    if isinstance(in_state, str):
        groups.append(in_state.partition(".")[2])
    domains = section.get("hosted_domain") or [""]
    return Rules(
        title=str(section.get("login_service") or name.replace("OAuthenticator", "") or "the identity provider"),
        client_id=str(section["client_id"]),
        client_secret=str(section.get("client_secret") or os.environ.get("OAUTH_CLIENT_SECRET", "")),
        callback=callback,
        name_claims=tuple(claim for claim in (*names, "email" if name.startswith("Google") else None) if isinstance(claim, str)),
        group_claims=tuple(claim for claim in groups if isinstance(claim, str) and claim),
        domain=domains if isinstance(domains, str) else domains[0],
        idp=next(iter(idps), ""),
    )
