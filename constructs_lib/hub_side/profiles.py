"""Offers each user the profiles that are open to the user, and starts no other server than these describe."""

from __future__ import annotations

import asyncio
import copy
import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

_NOTHING_OPEN = (
    "No server is open to you on this hub. If you were added to a group lately, log out and log in again; else ask an administrator."
)
_NOT_OPEN = "The server that was asked for is not open to you, or is no longer offered. Choose another one on the hub's page."

#: The end of an option's name where a user has typed something in place of a choice.
_TYPED = "--unlisted-choice"
#: The keys of a profile or a choice that say who may start it.
_RULES = ("allowed_groups", "allowed_users")


def set_profiles(c: Any, settings: Mapping[str, Any]) -> None:
    """Filter KubeSpawner's profile_list for each user, and check each start against what is left.

    JupyterHub has no hook in which KubeSpawner's own choice of the profile could be checked, so its ``load_user_options`` is replaced.

    Args:
        c: JupyterHub's configuration; its profile_list has ``allowed_groups`` and ``allowed_users`` beside KubeSpawner's own keys.
        settings: ``groupsClaim``, the path to the groups among the provider's claims in the auth state, or None if the hub's own groups
            are all; ``optionPrefix``, which sets the names of options apart from those of profiles where KubeSpawner doesn't.
    """
    from kubespawner import KubeSpawner  # noqa: PLC0415  # only the hub has it

    listed = c.KubeSpawner.get("profile_list")

    def profiles_of(spawner: Any) -> Any:
        # A future, because KubeSpawner 1.1 and 4.2 don't wait for a coroutine.
        return asyncio.ensure_future(open_profiles(spawner, listed, settings))

    c.KubeSpawner.profile_list = profiles_of
    KubeSpawner.load_user_options = options_checked(KubeSpawner.load_user_options, settings["optionPrefix"])


def options_checked(load: Callable[..., Awaitable[None]], prefix: str) -> Callable[..., Awaitable[None]]:
    """Return KubeSpawner's ``load_user_options`` such that it refuses what isn't open now, and knows a choice for each option."""

    async def load_checked(spawner: Any) -> None:
        # KubeSpawner 1.1 and 4.2 would start from the list with which they made the page.
        spawner._profile_list = None  # noqa: SLF001
        if callable(spawner.profile_list):
            profiles = await spawner.profile_list(spawner)
            spawner.user_options = checked_options(profiles, spawner.user_options or {}, prefix)
            forget_profile(spawner, profiles)
        await load(spawner)

    return load_checked


def forget_profile(spawner: Any, profiles: Iterable[Mapping[str, Any]]) -> None:
    """Take back what a profile has set at an earlier start that failed, after which JupyterHub 1.5 keeps the spawner."""
    for trait, value in getattr(spawner, "_before_profile", {}).items():
        setattr(spawner, trait, value)
    options = [option for profile in profiles for option in (profile.get("profile_options") or {}).values()]
    choices = [choice for option in options for choice in (*option["choices"].values(), option["unlisted_choice"])]
    traits = {trait for entry in (*profiles, *choices) for trait in entry.get("kubespawner_override") or {} if spawner.has_trait(trait)}
    spawner._before_profile = {trait: copy.deepcopy(getattr(spawner, trait)) for trait in traits}  # noqa: SLF001


async def open_profiles(spawner: Any, listed: Any, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the profiles that are open to the spawner's user, with the choices that are open.

    Raises:
        HTTPError: there is none, for which KubeSpawner would start a server without any profile.
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
    """Return what decides whether a profile or a choice is open to a user: all are that have no rule, or a rule with the user in it."""
    groups = {group.name for group in user.groups}
    if claim:
        groups |= claimed_groups(await user.get_auth_state(), claim)
    authenticator = user.authenticator
    # As JupyterHub makes the names of its users, and reads those of allowed_users at log-in.
    name_of = authenticator.normalize_username if authenticator else str.lower

    def is_open(entry: Mapping[str, Any]) -> bool:
        members, users = (entry.get(rule) for rule in _RULES)
        if members is None and users is None:
            return True
        return user.name in {name_of(each) for each in users or ()} or not groups.isdisjoint(members or ())

    return is_open


def claimed_groups(auth_state: Any, claim: str) -> set[str]:
    """Return the groups among the claims that the provider sent at log-in; none where the auth state isn't as expected."""
    found = auth_state
    for key in ("oauth_user", *claim.split(".")):
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, str):
        return {found}
    return {each for each in found if isinstance(each, str)} if isinstance(found, (list, tuple)) else set()


def open_profile(profile: dict[str, Any], is_open: Callable[..., bool], prefix: str) -> dict[str, Any] | None:
    """Return an open profile without its rules and without what isn't open in it; None if an option has nothing to choose then."""
    options = {prefix + name: open_option(each, is_open) for name, each in (profile.get("profile_options") or {}).items()}
    if not all(option["choices"] or option["unlisted_choice"].get("enabled") for option in options.values()):
        return None
    return {**without_rules(profile), **({"profile_options": options} if options else {})}


def open_option(option: dict[str, Any], is_open: Callable[..., bool]) -> dict[str, Any]:
    """Return an option with the choices that are open. KubeSpawner 4.2 wants overrides in each."""
    choices = {
        key: {"kubespawner_override": {}, **without_rules(each)} for key, each in (option.get("choices") or {}).items() if is_open(each)
    }
    one_default(list(choices.values()))
    unlisted = option.get("unlisted_choice") or {}
    return {**option, "choices": choices, "unlisted_choice": without_rules(unlisted) if is_open(unlisted) else {}}


def without_rules(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a profile or a choice as KubeSpawner knows it."""
    return {key: value for key, value in entry.items() if key not in _RULES}


def one_default(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make the first default among the entries the only one, or the first entry: KubeSpawners differ in which of two they take."""
    default = next((each for each in entries if each.get("default")), entries[0] if entries else None)
    for each in entries:
        each["default"] = each is default
    return entries


def checked_options(profiles: Iterable[Mapping[str, Any]], asked: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return what a user asked for, from whatever page or program, with the defaults in place of what the user didn't say.

    What is no option of the profile is left out: KubeSpawner 6.0 fails on it, and among it are fields of other profiles.

    Raises:
        HTTPError: it isn't among what is open.
    """
    slug = asked.get("profile")
    profile = next((each for each in profiles if (each["slug"] == slug if slug else each["default"])), None)
    if profile is None:
        raise refusal(_NOT_OPEN)
    said = {"profile": profile["slug"]}
    for name, option in (profile.get("profile_options") or {}).items():
        # A program writes the option's own name on all versions.
        names = (name, name[len(prefix) :])
        choice, typed = (next((asked[each + end] for each in names if asked.get(each + end)), None) for end in ("", _TYPED))
        said[name + (_TYPED if typed else "")] = checked_text(option, typed) if typed else checked_choice(option, choice)
    return said


def checked_choice(option: Mapping[str, Any], choice: Any) -> str:
    """Return the choice of an option, the default one if none was made."""
    choices = option["choices"]
    chosen = choice or next((key for key, each in choices.items() if each["default"]), None)
    if isinstance(chosen, str) and chosen in choices:
        return chosen
    raise refusal(_NOT_OPEN)


def checked_text(option: Mapping[str, Any], typed: Any) -> str:
    """Return what a user typed in place of a choice. KubeSpawner compares the beginning alone."""
    unlisted = option["unlisted_choice"]
    if unlisted.get("enabled") and isinstance(typed, str) and re.fullmatch(unlisted.get("validation_regex") or ".+", typed):
        return typed
    raise refusal(_NOT_OPEN)


def refusal(message: str) -> Exception:
    """Return the error that JupyterHub answers with 403 and the message, in its pages and to programs."""
    from tornado.web import HTTPError  # noqa: PLC0415  # only the hub has it

    class RefusalError(HTTPError):  # type: ignore[misc]
        """Hubs before JupyterHub 5 show its text, later ones ``jupyterhub_message``."""

        jupyterhub_message = message

        def __str__(self) -> str:
            return message

    return RefusalError(HTTPStatus.FORBIDDEN.value, message)
