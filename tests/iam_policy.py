"""A small reader of IAM policies: does a policy's text allow a call? Enough for the policies of this project, and it fails on more.

Source of the rules: IAM user guide, "Policy evaluation logic" and "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

Context = Mapping[str, str]


def allows(policy: Mapping[str, Any], action: str, resource: str, context: Context | None = None) -> bool:
    """Tell whether one of the statements, which all allow, fits the action, the resource and the condition keys of the call.

    Args:
        policy: the document.
        action: for example ``kms:Decrypt``.
        resource: ARN of what the action is done to; ``*`` where the action takes none.
        context: the condition keys that AWS sends with the call. Default: none.
    """
    assert {"Allow"} == {statement["Effect"] for statement in policy["Statement"]}
    return any(
        any(_fits(pattern.lower(), action.lower()) for pattern in _list(statement["Action"]))
        and any(_fits(pattern, resource) for pattern in _list(statement.get("Resource", "*")))
        and all(_holds(operator, keys, context or {}) for operator, keys in statement.get("Condition", {}).items())
        for statement in policy["Statement"]
    )


def _list(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _fits(pattern: str, value: str) -> bool:
    return fnmatchcase(value, pattern.replace("[", "[[]"))


def _holds(operator: str, keys: Mapping[str, str | Sequence[str]], context: Context) -> bool:
    """Tell whether all keys of one operator hold: the values of a key are alternatives."""
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
        if not there or not any(compare[operator.removesuffix("IfExists")](value, lowered[key.lower()]) for value in _list(values)):
            return False
    return True
