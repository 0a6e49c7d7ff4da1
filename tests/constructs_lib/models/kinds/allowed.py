"""Helpers of the tests of kinds: each kind accepts some texts unchanged and refuses others."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

#: CDKTF's text for a value that only Terraform knows.
TOKEN = "${TfToken[TOKEN.7]}"


def pairs(values: dict[str, list[object]]) -> list[Any]:
    """Return the parameters of a test: each name of a kind with each of its values."""
    return [pytest.param(kind, value, id=f"{kind}-{str(value)[:20]!r}") for kind, several in values.items() for value in several]


def passes(kind: Any, value: object) -> bool:
    """Return whether a value passes unchanged."""
    return bool(value == TypeAdapter(kind).validate_python(value))


def is_refused(kind: Any, value: object) -> bool:
    """Return whether a value is a mistake."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)
    return True


def refusal(adapter: TypeAdapter[Any], value: object) -> str:
    """Return the message of the one mistake of a value."""
    with pytest.raises(ValidationError) as error:
        adapter.validate_python(value)
    (line,) = error.value.errors()
    return str(line["ctx"]["error"])
