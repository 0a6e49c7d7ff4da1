"""The one place where a user's text is kept from Terraform's template language."""

from __future__ import annotations

import re
from typing import Any, TypeVar

_TEMPLATE = re.compile(r"(\$|%)\{(?!TfToken\[)")

T = TypeVar("T")


def literal(value: T) -> T:
    """Escape ``${`` and ``%{`` in all text of a value, at every depth, mapping keys included.

    Terraform then hands the text on as it was written. CDKTF's own tokens stay what they are: references.
    Source: Terraform configuration syntax, string templates, "Escape sequences".
    """
    escaped: Any
    if isinstance(value, str):
        escaped = _TEMPLATE.sub(r"\1\1{", value)
    elif isinstance(value, dict):
        escaped = {literal(key): literal(item) for key, item in value.items()}
    elif isinstance(value, list | tuple):
        escaped = [literal(item) for item in value]
    else:
        escaped = value
    return escaped  # type: ignore[no-any-return]  # the same shape as what came in, tuples as lists
