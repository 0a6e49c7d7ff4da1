"""Text that went through Terraform's template language: escapes undone, references recognized."""

from __future__ import annotations

import re

from constructs_lib.models.kinds.validators import TOKEN_MARK

_TOKEN = re.compile(rf"{re.escape(TOKEN_MARK)}[^\]]*\]\}}")


def unescaped(text: str) -> str:
    """Return escaped text as it was before; for readers other than Terraform, such as a URL or a person.

    Source: Terraform configuration syntax, string templates, "Escape sequences".
    """
    return text.replace("$${", "${").replace("%%{", "%{")


def has_reference(text: str) -> bool:
    """Return whether escaped text has a part that only Terraform knows."""
    literal_part = text.replace("$${", "").replace("%%{", "")
    return "${" in literal_part or "%{" in literal_part


def readable(text: str) -> str:
    """Return the text with Terraform's own words in place of CDKTF's tokens, which tell a reader nothing."""
    return _TOKEN.sub("(known after apply)", text)
