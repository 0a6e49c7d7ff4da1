"""How the tests of kinds judge text."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BeforeValidator, TypeAdapter, ValidationError

#: Text of which only Terraform knows the value.
TOKEN = "${TfToken[TOKEN.7]}"


def pairs(values: dict[str, list[object]]) -> list[Any]:
    """Return the parameters of a test: each kind with each of its values."""
    return [pytest.param(kind, value, id=f"{kind}-{str(value)[:20]!r}") for kind, several in values.items() for value in several]


def checked(*validators: AfterValidator | BeforeValidator) -> TypeAdapter[Any]:
    """Return a kind that has these validators."""
    return TypeAdapter(Annotated[Any, *validators])


def refusal(adapter: TypeAdapter[Any], value: object) -> str:
    """Return the words in which a value is refused."""
    with pytest.raises(ValidationError) as error:
        adapter.validate_python(value)
    (line,) = error.value.errors()
    return str(line["ctx"]["error"])
