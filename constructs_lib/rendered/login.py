"""Who can log in: the effective authenticator, and its allow rules as its release interprets them.

Sources: chart, ``files/hub/jupyterhub_config.py``: ``hub.config`` becomes traitlets' configuration, then the parts of
``hub.extraConfig`` run in the order of their names; its default is ``authenticator_class: dummy``. traitlets: a class reads its own
section and those of its base classes. OAuthenticator: up to 15 everyone is allowed if no rule is set, from 16 on no one is.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from constructs_lib.models.chart_version import ALLOW_RULES_ADD_UP, ChartVersion
from constructs_lib.rendered.authenticators import OAUTH_CLASSES, RESTRICTS_ON_ITS_OWN, admits, class_of, lets_in, serves_the_world
from constructs_lib.rendered.values import ChartPath, Values, at, section, text

CONFIG: ChartPath = ("hub", "config")
AUTHENTICATOR: ChartPath = (*CONFIG, "JupyterHub", "authenticator_class")
#: Part of ``hub.extraConfig`` that sets the shared password.
PASSWORD_PART: ChartPath = ("hub", "extraConfig", "shared-password")


class Entry(StrEnum):
    """Who can log in."""

    NOBODY = "no one"
    LISTED = "only users that its rules allow"
    PASSWORD = "everyone who knows the password"  # noqa: S105  # a phrase
    PROVIDER = "everyone with an account at the provider"
    #: Anyone can sign up with the provider.
    WORLD = "everyone who creates an account with the provider"
    ANYONE = "anyone with any user name"
    UNKNOWN = "users who can't be determined here"

    @property
    def open(self) -> bool:
        """Whether it counts as no login at all."""
        return self in {Entry.WORLD, Entry.ANYONE, Entry.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The login of a hub.

    Args:
        entry: who can log in.
        decided_by: the chart values that determine it, the most relevant first.
        authenticator: the value of ``authenticator_class``.
        class_name: its class; None if it isn't known.
        settings: its settings, including those of its base classes, each with its path.
    """

    entry: Entry
    decided_by: tuple[ChartPath, ...]
    authenticator: object
    class_name: str | None
    settings: Mapping[str, tuple[Any, ChartPath]]


def log_in(values: Values, version: ChartVersion, *, own: Values) -> Login:
    """Return the login of a hub.

    Args:
        values: the chart's final values.
        version: version of the chart.
        own: the values that this library writes.
    """
    authenticator = at(values, *AUTHENTICATOR, default="dummy")
    class_name = class_of(authenticator)
    settings = dict(_settings(values, class_name))
    entry, why = _entry(class_name, {trait: value for trait, (value, _) in settings.items()}, version)
    decided_by: tuple[ChartPath, ...] = (*(settings[trait][1] for trait in why if trait in settings), AUTHENTICATOR)
    if has_password_part(values, own):
        entry = Entry.PASSWORD
    if programs := tuple(programs_about_log_in(values, own)):
        entry, decided_by = Entry.UNKNOWN, programs
    return Login(entry=entry, decided_by=decided_by, authenticator=authenticator, class_name=class_name, settings=settings)


def has_password_part(values: Values, own: Values) -> bool:
    """Whether the part that sets the shared password and the class that requires it are as this library writes them."""
    written, authenticator = at(own, *PASSWORD_PART), at(values, *AUTHENTICATOR)
    if written is None or at(values, *PASSWORD_PART) != written:
        return False
    return authenticator == at(own, *AUTHENTICATOR) or class_of(authenticator) == "DummyAuthenticator"  # the part sets its password too


def sections(class_name: str | None) -> tuple[str, ...]:
    """Return the sections of ``hub.config`` that a class reads, in order of precedence."""
    above = ("OAuthenticator", "Authenticator") if class_name in OAUTH_CLASSES.values() else ("Authenticator",)
    return (class_name, *above) if class_name else above


def _settings(values: Values, class_name: str | None) -> Iterator[tuple[str, tuple[Any, ChartPath]]]:
    for name in reversed(sections(class_name)):
        for trait, value in section(values, *CONFIG, name).items():
            yield trait, (value, (*CONFIG, name, trait))


def _entry(class_name: str | None, settings: Mapping[str, Any], version: ChartVersion) -> tuple[Entry, tuple[str, ...]]:
    """Return who can log in, and the settings that determine it."""
    if class_name in OAUTH_CLASSES.values():
        return _oauth_entry(str(class_name), settings, version)
    if class_name == "DummyAuthenticator":
        return (Entry.PASSWORD, ("password",)) if settings.get("password") else (Entry.ANYONE, ())
    if class_name == "SharedPasswordAuthenticator":
        keys = tuple(key for key in ("user_password", "admin_password", "password_groups") if settings.get(key))
        return (Entry.PASSWORD, keys) if keys else (Entry.NOBODY, ())
    if class_name == "NullAuthenticator":
        return Entry.NOBODY, ()
    if class_name == "NativeAuthenticator":
        return (Entry.ANYONE, ("open_signup",)) if settings.get("open_signup") else (Entry.UNKNOWN, ())
    return (Entry.ANYONE, ()) if class_name == "TmpAuthenticator" else (Entry.UNKNOWN, ())


def _oauth_entry(class_name: str, settings: Mapping[str, Any], version: ChartVersion) -> tuple[Entry, tuple[str, ...]]:
    everyone = Entry.WORLD if _is_for_the_world(class_name, settings) else Entry.PROVIDER
    if version.has(ALLOW_RULES_ADD_UP):
        if settings.get("allow_all"):
            is_restricted = class_name == "GoogleOAuthenticator" and settings.get("hosted_domain")
            return (Entry.LISTED, ("hosted_domain", "allow_all")) if is_restricted else (everyone, ("allow_all",))
        rules = tuple(trait for trait, value in settings.items() if admits(trait, value))
        return (Entry.LISTED, rules) if rules else (Entry.NOBODY, ())
    if settings.get("allowed_users") or any(settings.get(trait) for trait in RESTRICTS_ON_ITS_OWN):
        return Entry.LISTED, tuple(trait for trait, value in settings.items() if lets_in(trait) and value)
    return everyone, ("allowed_users", *RESTRICTS_ON_ITS_OWN)


def _is_for_the_world(class_name: str, settings: Mapping[str, Any]) -> bool:
    if class_name == "GitHubOAuthenticator":
        return serves_the_world(text(settings.get("github_url")) or "https://github.com")
    if class_name == "GitLabOAuthenticator":
        return serves_the_world(text(settings.get("gitlab_url")) or "https://gitlab.com")
    if class_name in {"BitbucketOAuthenticator", "GoogleOAuthenticator", "MWOAuthenticator"}:
        return True
    return serves_the_world(text(settings.get("authorize_url")))


#: Settings that determine who can log in.
_TRAITS = (
    "(allow_all|allow_existing_users|allowed_[a-z_]+|admin_users|admin_groups|hosted_domain|open_signup|username_map|check_allowed"
    "|check_blocked_users|user_password|admin_password|authorize_url|token_url|userdata_url)"
)
#: Code that determines who can log in: another authenticator, and a setting as an attribute, in quotes or as an argument. The
#: program's own variables may have the same names.
_WORDS = re.compile(rf"authenticator_class|DummyAuthenticator|[.'\"]{_TRAITS}\b|[(,]\s*{_TRAITS}\s*=(?!=)")
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)


def programs_about_log_in(values: Values, own: Values) -> Iterator[ChartPath]:
    """Yield the user's programs in the hub that determine who can log in."""
    ours = set(section(own, "hub", "extraConfig").values())
    for path, program in _programs(values):
        if program not in ours and _WORDS.search(_COMMENT.sub("", program)):
            yield path


def _programs(values: Values) -> Iterator[tuple[ChartPath, str]]:
    extra = at(values, "hub", "extraConfig")
    if isinstance(extra, str):
        yield ("hub", "extraConfig"), extra
    for name, program in section(values, "hub", "extraConfig").items():
        if isinstance(program, str):
            yield ("hub", "extraConfig", name), program
    for name, file in section(values, "hub", "extraFiles").items():
        if isinstance(program := at(file, "stringData"), str):
            yield ("hub", "extraFiles", name, "stringData"), program
        if isinstance(program := at(file, "binaryData"), str):
            yield ("hub", "extraFiles", name, "binaryData"), _decoded(program)


def _decoded(program: str) -> str:
    try:
        return base64.b64decode(program).decode("utf-8", "replace")
    except ValueError:  # the chart rejects it
        return ""
