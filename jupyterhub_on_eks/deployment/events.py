"""Lines that Terraform prints with ``-json``.

Source: Terraform, "Machine-readable UI"; OpenTofu prints the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """One line.

    Args:
        kind: its ``type``; empty if the line is not JSON.
        content: the whole line; ``@message`` is its text.
    """

    kind: str
    content: Mapping[str, Any]

    @property
    def message(self) -> str:
        """The line as text."""
        return str(self.content.get("@message", ""))

    @property
    def resource(self) -> str:
        """The address of the line's resource; empty if it has none."""
        of = self.content.get("hook") or self.content.get("change") or {}
        return str((of.get("resource") or {}).get("addr", ""))

    @property
    def action(self) -> str:
        """What happens to the resource: ``create``, ``update``, ``delete``, ``replace``, ``read`` and so on."""
        of = self.content.get("hook") or self.content.get("change") or {}
        return str(of.get("action", ""))

    @property
    def seconds(self) -> int:
        """Seconds since it began."""
        return int((self.content.get("hook") or {}).get("elapsed_seconds") or 0)


def parse(line: str) -> Event:
    """Parse a line; one that is not JSON is kept as text."""
    try:
        content = json.loads(line)
        return Event(str(content["type"]), content)
    except (ValueError, KeyError, TypeError):
        return Event("", {"@message": line.rstrip()})


def diagnosis(event: Event) -> tuple[str, str]:
    """Return severity and text of a diagnostic, with its resource. The snippet, which may contain a secret, is omitted."""
    found: Mapping[str, Any] = event.content.get("diagnostic") or {}
    severity = str(found.get("severity", "error"))
    lines = [f"{severity.capitalize()}: {found.get('summary') or event.message}"]
    if found.get("address"):
        lines.append(f"  with {found['address']}")
    lines += [f"  {line}".rstrip() for line in str(found.get("detail") or "").strip().splitlines()]
    return severity, "\n".join(lines)
