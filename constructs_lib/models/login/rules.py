"""What the settings of a log-in have to keep among themselves, whatever the version of the chart."""

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
            yield Problem(f"is empty; write its keys, or {key}: {{}} where none is needed, or take it out", (key,))
            named.append(key)
    if len(named) > 1:
        yield Problem(f"{', '.join(named)} are given together; users log in through one of them, take the others out")
    elif named:
        for key in urls:
            yield Problem(f"is known from {named[0]}; take it out, or take {named[0]} out and write all of {', '.join(_ENDPOINTS)}", (key,))
    else:
        for key in _ENDPOINTS:
            if key not in urls:
                yield Problem(f"is required but missing; write it, or name the provider by one of {_NAMES}", (key,))


def _one_callback(config: OidcSettings) -> Iterator[Problem]:
    if config.callback_url is not None and config.hub_url is not None:
        yield Problem("hub_url gives the callback already; take one of the two out", ("callback_url",))
    if config.callback_url is None and config.hub_url is None:
        yield Problem("is required but missing; write it, or hub_url with the hub's public URL", ("callback_url",))


def _someone_may_enter(config: OidcSettings) -> Iterator[Problem]:
    rules = (config.allowed_users, config.admin_users, config.allowed_groups, config.admin_groups)
    if config.allow_all or any(rules) or (config.provider and config.provider.restricts):
        return
    own = {"google": ", or google.hosted_domain", "github": ", or github.allowed_organizations"}
    more = next((text for key, text in own.items() if getattr(config, key) is not None), "")
    yield Problem(
        f"nobody may log in; say who: allow_all: true, allowed_users, admin_users, allowed_groups or admin_groups{more}", ("allow_all",)
    )


def _allow_all_says_it_all(config: OidcSettings) -> Iterator[Problem]:
    if not config.allow_all:
        return
    for key in ("allowed_users", "allowed_groups"):
        if getattr(config, key):
            yield Problem(f"allow_all lets everyone in, so {key} has no effect; write one of them", (key,))
    if config.github and config.github.allowed_organizations:
        yield Problem(
            "allow_all lets everyone in, so allowed_organizations has no effect; write one of them", ("github", "allowed_organizations")
        )


def _groups_have_a_claim(config: OidcSettings) -> Iterator[Problem]:
    if not config.uses_groups:
        return
    if config.google or config.github:
        name, instead = ("google", "allowed_users or google.hosted_domain") if config.google else ("github", "github.allowed_organizations")
        first = next(key for key in ("allowed_groups", "admin_groups", "manage_groups") if getattr(config, key))
        yield Problem(f"{name} sends no groups; use {instead}", (first,))
    elif config.groups_path is None:
        yield Problem(
            "is required but missing: the provider has no claim of groups that is always there; write its name, for example isMemberOf",
            ("groups_claim",),
        )


def _names_fit_the_claim(config: OidcSettings) -> Iterator[Problem]:
    if config.github and config.username_key is not None:
        yield Problem(
            f"{config.username_key!r} can't be chosen with github, whose user names are its log-in names; take it out", ("username_key",)
        )
    if config.cilogon and not config.cilogon.idps and config.username_key not in {None, "eppn"}:
        yield Problem(
            f"{config.username_key!r} isn't safe with every provider of CILogon, since each of them could claim another's user; "
            "name the trusted ones in cilogon.idps, or take it out (eppn)",
            ("username_key",),
        )
    if not config.google or len(config.google.hosted_domain) != 1 or config.username_key is not None:
        return
    suffix = f"@{config.google.hosted_domain[0]}"
    for key in ("allowed_users", "admin_users"):
        for position, name in enumerate(getattr(config, key)):
            if name.lower().endswith(suffix):
                yield Problem(
                    f"{name!r} is nobody: with one hosted domain a user's name is the part before the @; write {name[: -len(suffix)]!r}",
                    (key, position),
                )


def _scope_names_the_user(config: OidcSettings) -> Iterator[Problem]:
    if config.scope is None or config.provider is None:
        return
    wanted = (*config.provider.NEEDS, *(("read:org",) if config.github and config.github.allowed_organizations else ()))
    lacking = [scope for scope in wanted if scope not in config.scope]
    if lacking:
        yield Problem(
            f"lacks {', '.join(lacking)}, without which the hub can't tell who {config.provider.TITLE}'s users are; add it", ("scope",)
        )


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
