"""What Terraform prints with ``-json``, line by line.

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
        kind: its ``type``; an empty text where the line is no JSON.
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
        """The address of the resource that the line is about; empty where it is about none."""
        of = self.content.get("hook") or self.content.get("change") or {}
        return str((of.get("resource") or {}).get("addr", ""))

    @property
    def action(self) -> str:
        """What happens to the resource: ``create``, ``update``, ``delete``, ``replace``, ``read`` and so on."""
        of = self.content.get("hook") or self.content.get("change") or {}
        return str(of.get("action", ""))

    @property
    def seconds(self) -> int:
        """For how many seconds it has happened."""
        return int((self.content.get("hook") or {}).get("elapsed_seconds") or 0)


def parse(line: str) -> Event:
    """Read a line; one that is no JSON is kept as text."""
    try:
        content = json.loads(line)
        return Event(str(content["type"]), content)
    except (ValueError, KeyError, TypeError):
        return Event("", {"@message": line.rstrip()})


def diagnosis(event: Event) -> tuple[str, str]:
    """Return severity and text of a diagnostic, with the resource that it is about. The snippet, which may hold a secret, is left out."""
    said: Mapping[str, Any] = event.content.get("diagnostic") or {}
    severity = str(said.get("severity", "error"))
    lines = [f"{severity.capitalize()}: {said.get('summary') or event.message}"]
    if said.get("address"):
        lines.append(f"  with {said['address']}")
    lines += [f"  {line}".rstrip() for line in str(said.get("detail") or "").strip().splitlines()]
    return severity, "\n".join(lines)
