"""Text with Terraform's template escapes: how to undo them, and how to recognize references."""

from __future__ import annotations

import re

from constructs_lib.models.kinds.validators import TOKEN_MARK

_TOKEN = re.compile(rf"{re.escape(TOKEN_MARK)}[^\]]*\]\}}")


def unescaped(text: str) -> str:
    """Return escaped text in its original form, for readers other than Terraform, such as a URL or a person.

    Source: Terraform configuration syntax, string templates, "Escape sequences".
    """
    return text.replace("$${", "${").replace("%%{", "%{")


def has_reference(text: str) -> bool:
    """Return whether escaped text contains a part that only Terraform knows."""
    literal_part = text.replace("$${", "").replace("%%{", "")
    return "${" in literal_part or "%{" in literal_part


def readable(text: str) -> str:
    """Return the text with "(known after apply)" in place of CDKTF's tokens, which mean nothing to a reader."""
    return _TOKEN.sub("(known after apply)", text)
