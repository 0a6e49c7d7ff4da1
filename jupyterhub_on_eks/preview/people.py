"""People who can log in to a previewed hub: those on the command line, or one for each rule of the hub file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.login.settings import OidcConfig


@dataclass(frozen=True)
class Person:
    """A person that the stand-in for the identity provider knows."""

    name: str
    groups: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({', '.join(self.groups)})" if self.groups else self.name


def named_people(users: Sequence[str], groups: str | None) -> list[Person]:
    """Return the people on the command line.

    Args:
        users: each a name, or a name and groups, such as ``ada:staff,gpu``.
        groups: comma-separated groups of each user for whom no groups are given.

    Raises:
        ValueError: a name is missing or repeated, or there are groups but no users.
    """
    common = _groups(groups or "")
    people = [_person(user, common) for user in users]
    names = [person.name for person in people]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{', '.join(twice)} is given twice; write all groups of a user after one name, such as ada:staff,gpu")
    if common and not people:
        raise ValueError("groups are those of a user; add one with --user, such as --user ada --groups staff,gpu")
    return people


def _person(text: str, common: tuple[str, ...]) -> Person:
    name, colon, groups = text.partition(":")
    if not name.strip():
        raise ValueError(f"{text!r} has no name; write a name, or a name and groups, such as ada:staff,gpu")
    return Person(name.strip(), _groups(groups) if colon else common)


def _groups(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group.strip() for group in text.split(",") if group.strip()))


def people_of(hub: JupyterHubAddOnProps) -> list[Person]:
    """Return a person for each rule of the hub: its users, a member of each of its groups, and somebody to whom no rule applies."""
    if hub.oidc_config is None:
        return []
    restrictions = [entry for _, profile in hub.listed_profiles for _, entry in profile.restrictions]
    users = [*_users(hub.oidc_config), *(name for entry in restrictions for name in entry.allowed_users or ())]
    groups = [*_rule_groups(hub.oidc_config), *(group for entry in restrictions for group in entry.allowed_groups or ())]
    members = [Person(f"member-of-{_slug(group)}", (group,)) for group in dict.fromkeys(groups)]
    return [*(Person(name) for name in dict.fromkeys(users)), *_distinct(members), Person("somebody")]


def _users(config: OidcConfig) -> Iterator[str]:
    yield from config.admin_users
    yield from config.allowed_users


def _rule_groups(config: OidcConfig) -> Iterator[str]:
    yield from config.admin_groups
    yield from config.allowed_groups
    if config.github:
        yield from config.github.allowed_organizations


def _slug(group: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", group.lower()).strip("-") or "group"


def _distinct(people: Iterable[Person]) -> Iterator[Person]:
    """Yield people with different names, since their groups differ."""
    taken: set[str] = set()
    for person in people:
        name, number = person.name, 2
        while name in taken:
            name, number = f"{person.name}-{number}", number + 1
        taken.add(name)
        yield Person(name, person.groups)
