"""A small evaluator of IAM policies: does a policy allow a call? Supports the policies of this project, and fails on others.

Source of the rules: IAM user guide, "Policy evaluation logic" and "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

Context = Mapping[str, str]
_VARIABLE = re.compile(r"\$\{([\w-]+:[^}]+)\}")


def allows(policy: Mapping[str, Any], action: str, resource: str, context: Context | None = None) -> bool:
    """Return whether one of the statements, which all allow, matches the action, the resource and the condition keys of the call.

    Args:
        policy: the document.
        action: for example ``kms:Decrypt``.
        resource: ARN of the action's resource; ``*`` if the action has none.
        context: the condition keys that AWS sends with the call. Default: none.
    """
    assert {"Allow"} == {statement["Effect"] for statement in policy["Statement"]}
    return any(
        any(_fits(pattern.lower(), action.lower()) for pattern in _list(statement["Action"]))
        and any(_fits(pattern, resource) for pattern in _known(statement.get("Resource", "*"), context or {}))
        and all(_holds(operator, keys, context or {}) for operator, keys in statement.get("Condition", {}).items())
        for statement in policy["Statement"]
    )


def _known(value: str | Sequence[str], context: Context) -> list[str]:
    """Insert the context into policy variables; a text with an unknown variable matches nothing. Source: IAM user guide, "Variables"."""
    lowered = {key.lower(): text for key, text in context.items()}
    found = []
    for pattern in _list(value):
        names = [name.lower() for name in _VARIABLE.findall(pattern)]
        if all(name in lowered for name in names):
            # A wildcard in a variable's value is literal.
            found.append(_VARIABLE.sub(lambda match: re.sub(r"([*?])", r"[\1]", lowered[match[1].lower()]), pattern))
    return found


def _list(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _fits(pattern: str, value: str) -> bool:
    return fnmatchcase(value, re.sub(r"\[(?![*?]\])", "[[]", pattern))


def _holds(operator: str, keys: Mapping[str, str | Sequence[str]], context: Context) -> bool:
    """Return whether all keys of one operator match: the values of a key are alternatives."""
    compare = {"StringEquals": str.__eq__, "Bool": str.__eq__, "StringLike": _fits, "ArnLike": _fits, "ArnEquals": _fits}
    lowered = {key.lower(): value for key, value in context.items()}
    for key, values in keys.items():
        there = key.lower() in lowered
        if operator == "Null":
            if (str(there).lower() == "true") == (_list(values)[0] == "true"):
                return False
            continue
        if not there and operator.endswith("IfExists"):
            continue
        if not there or not any(
            compare[operator.removesuffix("IfExists")](value, lowered[key.lower()]) for value in _known(values, context)
        ):
            return False
    return True
