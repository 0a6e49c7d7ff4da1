"""Escaping of text for Terraform's template language. `Blueprint.deploy` applies it once, to all settings."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import SecretStr

from constructs_lib.models.base import Model

_TEMPLATE = re.compile(r"(\$|%)\{(?!TfToken\[)")

T = TypeVar("T")
Settings = TypeVar("Settings", bound=Model)


def literal(value: T) -> T:
    """Escape ``${`` and ``%{`` in all text of a value, at every depth, including mapping keys.

    Terraform then uses the text as it was written. CDKTF's own tokens stay references.
    Source: Terraform configuration syntax, string templates, "Escape sequences".
    """
    result: Any = value
    if isinstance(value, str):
        result = _TEMPLATE.sub(r"\1\1{", value)
        result = value if result == value else result  # an enum member stays one
    elif isinstance(value, SecretStr):
        result = SecretStr(literal(value.get_secret_value()))
    elif isinstance(value, Model):
        result = escaped(value)
    elif isinstance(value, dict):
        result = {literal(key): literal(item) for key, item in value.items()}
    elif isinstance(value, list | tuple):
        result = type(value)(map(literal, value))
    return result  # type: ignore[no-any-return]  # the same type as the argument


def escaped(settings: Settings) -> Settings:
    """Return settings with `literal` text; the same object if nothing has to be escaped."""
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    changed = {name: new for name, value in values.items() if (new := literal(value)) != value}
    return settings.model_copy(update=changed) if changed else settings
