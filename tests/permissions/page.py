"""The IAM policies of docs/permissions.md."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "permissions.md"
_POLICY = re.compile(r"```json\n(\{\n.*?)```", re.DOTALL)

Policy = dict[str, Any]


@cache
def policies() -> tuple[Policy, ...]:
    """Return the policy for a plan, the one that deploys in addition, and the one for storage, in this order."""
    return tuple(json.loads(text) for text in _POLICY.findall(PAGE.read_text(encoding="utf-8")))


def actions(policy: Policy) -> set[str]:
    """Return the actions of a policy."""
    return {action for statement in policy["Statement"] for action in several(statement["Action"])}


def several(value: str | list[str]) -> list[str]:
    """Return the values of an element of a statement, which may be one text."""
    return [value] if isinstance(value, str) else value
