"""What users' homes are called: the templates that KubeSpawner fills in for each server, and what is wrong with a user's own.

Sources: KubeSpawner, ``_expand_user_properties`` of 1.0 to 7.1 and "Templated fields"; JupyterHub chart, ``singleuser.storage``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import SAFE_SLUGS, ChartVersion
from constructs_lib.models.kinds.validators import is_token

#: Chart values that hold such templates, by the storage type that reads them.
HOME_TEMPLATES = {
    "static": ("singleuser", "storage", "static", "subPath"),
    "dynamic": ("singleuser", "storage", "dynamic", "pvcNameTemplate"),
}

_FIELDS = frozenset({"userid", "username", "unescaped_username", "servername", "unescaped_servername", "hubnamespace"})
_OLD_FIELDS = _FIELDS | {"legacy_escape_username"}
_NEW_FIELDS = _FIELDS | {
    "user_server", "safe_username", "safe_servername", "safe_user_server",
    "escaped_username", "escaped_servername", "escaped_user_server", "pod_name", "pvc_name", "namespace",
}  # fmt: skip

#: Fields that differ for any two users. `legacy_escape_username` doesn't: a.b and a-b are one there.
OF_ONE_USER = frozenset(
    {
        "userid",
        "username",
        "unescaped_username",
        "safe_username",
        "escaped_username",
        "user_server",
        "safe_user_server",
        "escaped_user_server",
    }
)


_NAME = re.compile(r"\w+")


def field_and_rest(field: str) -> tuple[str, str]:
    """Split what is in braces into the field and what is taken of it: ``username[0]`` is of ``username``."""
    name = _NAME.match(field)
    return (name[0], field[name.end() :]) if name else (field, "")


def fields_of(template: str) -> list[str]:
    """Return the fields of a template, in their order.

    Raises:
        ValueError: its braces don't match.
    """
    return [field_and_rest(field)[0] for _, field, _, _ in Formatter().parse(template) if field is not None]


def value_at(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """Return the chart value at a path; None where there is none."""
    found: Any = values
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def named_servers_allowed(values: Mapping[str, Any], *, by_key: bool = False) -> bool:
    """Return whether users may start named servers: ``hub.config``, which the chart applies last, decides before the chart's own key.

    Args:
        values: the user's own chart values.
        by_key: what holds where they say nothing.
    """
    for path in (("hub", "config", "JupyterHub", "allow_named_servers"), ("hub", "allowNamedServers")):
        if (said := value_at(values, path)) is not None:
            return said is True
    return by_key


def home_name_problems(values: Mapping[str, Any], version: ChartVersion) -> Iterator[Problem]:
    """Yield the fields of the user's own templates that KubeSpawner doesn't know: each server's start would end in a KeyError."""
    known = _NEW_FIELDS if version.has(SAFE_SLUGS) else _OLD_FIELDS
    for path in HOME_TEMPLATES.values():
        template = value_at(values, path)
        if not isinstance(template, str) or is_token(template):
            continue
        try:
            unknown = [field for field in fields_of(template) if field not in known]
        except ValueError as error:
            yield Problem(f"{template!r} is not a template: {error}; write each field in braces, such as {{username}}", ("values", *path))
            continue
        if unknown:
            yield Problem(
                f"{template!r} has fields that the KubeSpawner of chart {version} doesn't know, so no server would start: "
                f"{', '.join(f'{{{field}}}' for field in unknown)}; it knows {', '.join(f'{{{field}}}' for field in sorted(known))}",
                ("values", *path),
            )


def home_name_warnings(values: Mapping[str, Any], storage_type: str, *, named_servers: bool) -> Iterator[str]:
    """Yield the user's own templates by which one user's server gets the home of another.

    Args:
        values: the user's own chart values.
        storage_type: ``static`` (directories of one claim) or ``dynamic`` (a claim for each user).
        named_servers: whether users may start named servers.
    """
    path = HOME_TEMPLATES[storage_type]
    template = value_at(values, path)
    key = ".".join(path)
    if storage_type == "static" and not template and path[-1] in (value_at(values, path[:-1]) or ()):
        yield f"values.{key} is empty, so all users share one home; write a directory with {{username}} in it, or remove the key"
    if not template or not isinstance(template, str) or is_token(template):
        return
    if not OF_ONE_USER.intersection(fields_of(template)):
        yield f"values.{key}: {template!r} is the same for several users, so they share one home; add {{username}} to give each their own"
    elif storage_type == "dynamic" and named_servers and "{username}{servername}" in template:
        yield (
            f"values.{key}: {template!r} is the same for the server b of alice and for the user aliceb; whoever comes second is refused. "
            f"Write {template.replace('}{', '}--{')!r}; existing claims are found again"
        )
