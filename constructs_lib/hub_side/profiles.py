"""Offers each user the profiles that are open to the user, and starts only servers of these profiles."""

from __future__ import annotations

import asyncio
import copy
import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

_NOTHING_OPEN = "No server is open to you on this hub. If you were added to a group recently, log out and log in again. Otherwise, ask an administrator."
_NOT_OPEN = "The requested server is not open to you, or no longer available. Choose another one on the hub's page."

#: End of an option's name if the user typed a value instead of a choice.
_TYPED = "--unlisted-choice"
#: Keys of a profile or a choice that set who may start it.
_RULES = ("allowed_groups", "allowed_users")


def set_profiles(c: Any, settings: Mapping[str, Any]) -> None:
    """Filter KubeSpawner's profile_list for each user, and check each start against the remaining profiles.

    JupyterHub has no hook in which KubeSpawner's own choice of the profile could be checked, so its ``load_user_options`` is replaced.

    Args:
        c: JupyterHub's configuration; its profile_list has ``allowed_groups`` and ``allowed_users`` beside KubeSpawner's own keys.
        settings: ``groupsClaim``, the path to the groups among the provider's claims in the auth state, or None if only the hub's
            groups count; ``optionPrefix``, a prefix that keeps the names of options apart from those of profiles if KubeSpawner doesn't.
    """
    from kubespawner import KubeSpawner  # noqa: PLC0415  # only the hub has it

    listed = c.KubeSpawner.get("profile_list")

    def profiles_of(spawner: Any) -> Any:
        # A future, because KubeSpawner 1.1 and 4.2 don't wait for a coroutine.
        return asyncio.ensure_future(open_profiles(spawner, listed, settings))

    c.KubeSpawner.profile_list = profiles_of
    KubeSpawner.load_user_options = options_checked(KubeSpawner.load_user_options, settings["optionPrefix"])


def options_checked(load: Callable[..., Awaitable[None]], prefix: str) -> Callable[..., Awaitable[None]]:
    """Return a replacement of ``load_user_options`` that refuses what isn't open now, and sets a choice for each option."""

    async def load_checked(spawner: Any) -> None:
        # KubeSpawner 1.1 and 4.2 would use the list of the page.
        spawner._profile_list = None  # noqa: SLF001
        if callable(spawner.profile_list):
            profiles = await spawner.profile_list(spawner)
            spawner.user_options = checked_options(profiles, spawner.user_options or {}, prefix)
            forget_profile(spawner, profiles)
        await load(spawner)

    return load_checked


def forget_profile(spawner: Any, profiles: Iterable[Mapping[str, Any]]) -> None:
    """Reset what a profile set at an earlier start that failed: JupyterHub 1.5 keeps the spawner then."""
    for trait, value in getattr(spawner, "_before_profile", {}).items():
        setattr(spawner, trait, value)
    options = [option for profile in profiles for option in (profile.get("profile_options") or {}).values()]
    choices = [choice for option in options for choice in (*option["choices"].values(), option["unlisted_choice"])]
    traits = {trait for entry in (*profiles, *choices) for trait in entry.get("kubespawner_override") or {} if spawner.has_trait(trait)}
    spawner._before_profile = {trait: copy.deepcopy(getattr(spawner, trait)) for trait in traits}  # noqa: SLF001


async def open_profiles(spawner: Any, listed: Any, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the profiles that are open to the spawner's user, with the choices that are open.

    Raises:
        HTTPError: there is none. KubeSpawner would start a server without a profile.
    """
    found = listed(spawner) if callable(listed) else listed
    if inspect.isawaitable(found):
        found = await found
    is_open = await rule_for(spawner.user, settings["groupsClaim"])
    opened = [open_profile(each, is_open, settings["optionPrefix"]) for each in copy.deepcopy(found or []) if is_open(each)]
    profiles = one_default([each for each in opened if each is not None])
    if not profiles:
        raise refusal(_NOTHING_OPEN)
    return profiles


async def rule_for(user: Any, claim: str | None) -> Callable[[Mapping[str, Any]], bool]:
    """Return a function that decides whether a profile or a choice is open to a user: it has no rule, or a rule that includes the user."""
    groups = {group.name for group in user.groups}
    if claim:
        groups |= claimed_groups(await user.get_auth_state(), claim)
    authenticator = user.authenticator
    # As JupyterHub normalizes names at login, and those of allowed_users.
    name_of = authenticator.normalize_username if authenticator else str.lower

    def is_open(entry: Mapping[str, Any]) -> bool:
        members, users = (entry.get(rule) for rule in _RULES)
        if members is None and users is None:
            return True
        return user.name in {name_of(each) for each in users or ()} or not groups.isdisjoint(members or ())

    return is_open


def claimed_groups(auth_state: Any, claim: str) -> set[str]:
    """Return the groups among the claims that the provider sent at login, or none if the auth state has another shape."""
    found = auth_state
    for key in ("oauth_user", *claim.split(".")):
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, str):
        return {found}
    return {each for each in found if isinstance(each, str)} if isinstance(found, (list, tuple)) else set()


def open_profile(profile: dict[str, Any], is_open: Callable[..., bool], prefix: str) -> dict[str, Any] | None:
    """Return an open profile without its rules and without closed choices, or None if an option has no choices left."""
    options = {prefix + name: open_option(each, is_open) for name, each in (profile.get("profile_options") or {}).items()}
    if not all(option["choices"] or option["unlisted_choice"].get("enabled") for option in options.values()):
        return None
    return {**without_rules(profile), **({"profile_options": options} if options else {})}


def open_option(option: dict[str, Any], is_open: Callable[..., bool]) -> dict[str, Any]:
    """Return an option with the choices that are open. KubeSpawner 4.2 requires overrides in each."""
    choices = {
        key: {"kubespawner_override": {}, **without_rules(each)} for key, each in (option.get("choices") or {}).items() if is_open(each)
    }
    one_default(list(choices.values()))
    unlisted = option.get("unlisted_choice") or {}
    return {**option, "choices": choices, "unlisted_choice": without_rules(unlisted) if is_open(unlisted) else {}}


def without_rules(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a profile or a choice with KubeSpawner's keys only."""
    return {key: value for key, value in entry.items() if key not in _RULES}


def one_default(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make the first default the only one, or the first entry the default: KubeSpawner's versions differ in which of two they use."""
    default = next((each for each in entries if each.get("default")), entries[0] if entries else None)
    for each in entries:
        each["default"] = each is default
    return entries


def checked_options(profiles: Iterable[Mapping[str, Any]], asked: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return the options that a page or a program requested, with defaults for those that it didn't set.

    Values that are not options of the profile, such as fields of other profiles, are dropped: KubeSpawner 6.0 fails on them.

    Raises:
        HTTPError: a requested value isn't open to the user.
    """
    slug = asked.get("profile")
    profile = next((each for each in profiles if (each["slug"] == slug if slug else each["default"])), None)
    if profile is None:
        raise refusal(_NOT_OPEN)
    said = {"profile": profile["slug"]}
    for name, option in (profile.get("profile_options") or {}).items():
        # Programs use the option's name without the prefix, on all versions.
        names = (name, name[len(prefix) :])
        choice, typed = (next((asked[each + end] for each in names if asked.get(each + end)), None) for end in ("", _TYPED))
        said[name + (_TYPED if typed else "")] = checked_text(option, typed) if typed else checked_choice(option, choice)
    return said


def checked_choice(option: Mapping[str, Any], choice: Any) -> str:
    """Return the choice of an option, or the default if none was made."""
    choices = option["choices"]
    chosen = choice or next((key for key, each in choices.items() if each["default"]), None)
    if isinstance(chosen, str) and chosen in choices:
        return chosen
    raise refusal(_NOT_OPEN)


def checked_text(option: Mapping[str, Any], typed: Any) -> str:
    """Return a value that a user typed instead of a choice. The whole value must match; KubeSpawner compares only its beginning."""
    unlisted = option["unlisted_choice"]
    if unlisted.get("enabled") and isinstance(typed, str) and re.fullmatch(unlisted.get("validation_regex") or ".+", typed):
        return typed
    raise refusal(_NOT_OPEN)


def refusal(message: str) -> Exception:
    """Return an error that JupyterHub sends as status 403 with the message, in pages and to programs."""
    from tornado.web import HTTPError  # noqa: PLC0415  # only the hub has it

    class RefusalError(HTTPError):  # type: ignore[misc]
        """JupyterHub before 5 shows its text, later versions ``jupyterhub_message``."""

        jupyterhub_message = message

        def __str__(self) -> str:
            return message

    return RefusalError(HTTPStatus.FORBIDDEN.value, message)
