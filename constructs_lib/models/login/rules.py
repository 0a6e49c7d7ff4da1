"""Rules across the login settings that don't depend on the chart version."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.errors import Problem
from constructs_lib.models.base import Rule
from constructs_lib.models.login.identity_providers import PROVIDERS
from constructs_lib.models.login.oidc_settings import OidcSettings

_ENDPOINTS = ("auth_url", "token_url", "user_data_url")
_NAMES = ", ".join(PROVIDERS)


def _one_provider(config: OidcSettings) -> Iterator[Problem]:
    named = [key for key in PROVIDERS if getattr(config, key) is not None]
    urls = [key for key in _ENDPOINTS if getattr(config, key) is not None]
    for key in PROVIDERS:
        if key in config.model_fields_set and getattr(config, key) is None:
            yield Problem(f"is empty; set its keys, or {key}: {{}} if none is needed, or remove it", (key,))
            named.append(key)
    if len(named) > 1:
        yield Problem(f"{', '.join(named)} are set together, but users log in through one provider; keep one and remove the others")
    elif named:
        for key in urls:
            yield Problem(
                f"is already known from {named[0]}; remove it, or remove {named[0]} and set all of {', '.join(_ENDPOINTS)}", (key,)
            )
    else:
        for key in _ENDPOINTS:
            if key not in urls:
                yield Problem(f"is required but missing; set it, or one of the providers {_NAMES}", (key,))


def _one_callback(config: OidcSettings) -> Iterator[Problem]:
    if config.callback_url is not None and config.hub_url is not None:
        yield Problem("is already derived from hub_url; remove one of them", ("callback_url",))
    if config.callback_url is None and config.hub_url is None:
        yield Problem("is required but missing; set it, or set hub_url to the hub's public URL", ("callback_url",))


def _someone_may_enter(config: OidcSettings) -> Iterator[Problem]:
    rules = (config.allowed_users, config.admin_users, config.allowed_groups, config.admin_groups)
    if config.allow_all or any(rules) or (config.provider and config.provider.restricts):
        return
    own = {"google": ", or google.hosted_domain", "github": ", or github.allowed_organizations"}
    more = next((text for key, text in own.items() if getattr(config, key) is not None), "")
    yield Problem(
        f"no one is allowed to log in; set allow_all: true, allowed_users, admin_users, allowed_groups or admin_groups{more}",
        ("allow_all",),
    )


def _allow_all_says_it_all(config: OidcSettings) -> Iterator[Problem]:
    if not config.allow_all:
        return
    for key in ("allowed_users", "allowed_groups"):
        if getattr(config, key):
            yield Problem("has no effect with allow_all: true, which lets everyone in; remove one of them", (key,))
    if config.github and config.github.allowed_organizations:
        yield Problem("has no effect with allow_all: true, which lets everyone in; remove one of them", ("github", "allowed_organizations"))


def _groups_have_a_claim(config: OidcSettings) -> Iterator[Problem]:
    if not config.uses_groups:
        return
    if config.google or config.github:
        name, instead = ("google", "allowed_users or google.hosted_domain") if config.google else ("github", "github.allowed_organizations")
        first = next(key for key in ("allowed_groups", "admin_groups", "manage_groups") if getattr(config, key))
        yield Problem(f"{name} sends no groups; use {instead}", (first,))
    elif config.groups_path is None:
        yield Problem(
            "is required but missing, because the provider has no standard groups claim; set the name of the claim, for example isMemberOf",
            ("groups_claim",),
        )


def _names_fit_the_claim(config: OidcSettings) -> Iterator[Problem]:
    if config.github and config.username_key is not None:
        yield Problem(
            f"{config.username_key!r} is not allowed with github, where user names are GitHub's login names; remove it", ("username_key",)
        )
    if config.cilogon and not config.cilogon.idps and config.username_key not in {None, "eppn"}:
        yield Problem(
            f"{config.username_key!r} is not safe with all providers of CILogon, because any of them could claim another provider's user; "
            "list the trusted providers in cilogon.idps, or remove it to use eppn",
            ("username_key",),
        )
    if not config.google or len(config.google.hosted_domain) != 1 or config.username_key is not None:
        return
    suffix = f"@{config.google.hosted_domain[0]}"
    for key in ("allowed_users", "admin_users"):
        for position, name in enumerate(getattr(config, key)):
            if name.lower().endswith(suffix):
                yield Problem(
                    f"no user will match {name!r}: with a single hosted_domain, user names omit the domain; use {name[: -len(suffix)]!r}",
                    (key, position),
                )


def _scope_names_the_user(config: OidcSettings) -> Iterator[Problem]:
    if config.scope is None or config.provider is None:
        return
    wanted = (*config.provider.NEEDS, *(("read:org",) if config.github and config.github.allowed_organizations else ()))
    lacking = [scope for scope in wanted if scope not in config.scope]
    if lacking:
        yield Problem(f"lacks {', '.join(lacking)}, which the hub needs to identify {config.provider.TITLE}'s users; add it", ("scope",))


#: The rules of `OidcConfig`.
LOGIN_RULES: tuple[Rule, ...] = (
    _one_provider,
    _one_callback,
    _someone_may_enter,
    _allow_all_says_it_all,
    _groups_have_a_claim,
    _names_fit_the_claim,
    _scope_names_the_user,
)
