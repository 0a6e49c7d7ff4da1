"""Names of users' homes: the templates that KubeSpawner expands for each server, and problems of the user's own templates.

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
from constructs_lib.models.values import value_at

#: Chart values with such templates, by the storage type that reads them.
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

#: Fields that differ for any two users. `legacy_escape_username` doesn't: it is the same for a.b and a-b.
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
    """Split the text in braces into the field and its suffix: ``username[0]`` refers to ``username``."""
    name = _NAME.match(field)
    return (name[0], field[name.end() :]) if name else (field, "")


def fields_of(template: str) -> list[str]:
    """Return the fields of a template, in order.

    Raises:
        ValueError: its braces don't match.
    """
    return [field_and_rest(field)[0] for _, field, _, _ in Formatter().parse(template) if field is not None]


def named_servers_allowed(values: Mapping[str, Any], *, by_key: bool = False) -> bool:
    """Return whether users may start named servers: ``hub.config``, applied last by the chart, overrides the chart's own key.

    Args:
        values: the user's own chart values.
        by_key: the value if they don't set it.
    """
    for path in (("hub", "config", "JupyterHub", "allow_named_servers"), ("hub", "allowNamedServers")):
        if (given := value_at(values, path)) is not None:
            return given is True
    return by_key


def home_name_problems(values: Mapping[str, Any], version: ChartVersion) -> Iterator[Problem]:
    """Yield unknown fields in the user's own templates, with which each server would fail to start with a KeyError."""
    known = _NEW_FIELDS if version.has(SAFE_SLUGS) else _OLD_FIELDS
    for path in HOME_TEMPLATES.values():
        template = value_at(values, path)
        if not isinstance(template, str) or is_token(template):
            continue
        try:
            unknown = [field for field in fields_of(template) if field not in known]
        except ValueError as error:
            yield Problem(f"{template!r} is not a template: {error}; put each field in braces, for example {{username}}", ("values", *path))
            continue
        if unknown:
            yield Problem(
                f"{template!r} has fields that the KubeSpawner of chart {version} does not support, so no server would start: "
                f"{', '.join(f'{{{field}}}' for field in unknown)}; use {', '.join(f'{{{field}}}' for field in sorted(known))}",
                ("values", *path),
            )


def home_name_warnings(values: Mapping[str, Any], storage_type: str, *, named_servers: bool) -> Iterator[str]:
    """Yield the user's own templates that give several users the same home.

    Args:
        values: the user's own chart values.
        storage_type: ``static`` (directories of one claim) or ``dynamic`` (a claim for each user).
        named_servers: whether users may start named servers.
    """
    path = HOME_TEMPLATES[storage_type]
    template = value_at(values, path)
    key = ".".join(path)
    if storage_type == "static" and not template and path[-1] in (value_at(values, path[:-1]) or ()):
        yield f"values.{key} is empty, so all users share one home; use a directory with {{username}}, or remove the key"
    if not template or not isinstance(template, str) or is_token(template):
        return
    if not OF_ONE_USER.intersection(fields_of(template)):
        yield f"values.{key}: {template!r} is the same for several users, so they share one home; add {{username}}"
    elif storage_type == "dynamic" and named_servers and "{username}{servername}" in template:
        yield (
            f"values.{key}: {template!r} is the same for alice's server b and for the user aliceb; the second one to start is refused. "
            f"Use {template.replace('}{', '}--{')!r}; existing claims are kept"
        )
