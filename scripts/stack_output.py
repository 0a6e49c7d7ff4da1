"""What a synthesis left in the output folder, read from its manifest, the stacks' JSON and their facts."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.console import Trouble

#: Level of ``Annotations.of(...).add_warning`` in the manifest.
WARNING = "@cdktf/warn"

#: Name of the file with a stack's facts, and the format that is understood here. Its description: docs/facts.md.
FACTS_FILE, FACTS_FORMAT = "facts.json", 1


@dataclass(frozen=True)
class Stack:
    """One synthesized stack.

    Args:
        name: as ``STACK=`` and cdktf's commands take it.
        path: its ``cdk.tf.json``.
        template: that file's content.
        warnings: what the app wants its user to know.
        facts: what the app knows of it. None: there are none, or of another format.
    """

    name: str
    path: Path
    template: dict[str, Any]
    warnings: Sequence[str]
    facts: Mapping[str, Any] | None = None

    def need_facts(self) -> Mapping[str, Any]:
        """Return the facts.

        Raises:
            Trouble: there are none.
        """
        if self.facts is None:
            raise Trouble(
                f"{self.path.with_name(FACTS_FILE)} is missing or was written by another version. Run: make synth\n"
                "If that doesn't write it, the stack is not a BlueprintStack; docs/facts.md shows how other stacks write it."
            )
        return self.facts


def output_folder() -> Path:
    """Tell where CDKTF writes: ``CDKTF_OUTDIR``, default ``cdktf.out``; relative to the project."""
    return Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")


def read_stacks(folder: Path) -> list[Stack]:
    """Read the stacks that the manifest lists; what else lies in the folder is of an earlier run and does not count.

    Raises:
        Trouble: there is no manifest, or it is not what cdktf writes.
    """
    try:
        listed = json.loads((folder / "manifest.json").read_text())["stacks"].values()
        return [_stack(folder, entry) for entry in listed]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Trouble(f"{folder} does not hold what cdktf synth writes ({error}). Remove it, then run: make synth") from None


def _stack(folder: Path, entry: dict[str, Any]) -> Stack:
    path = folder / entry["synthesizedStackPath"]
    warnings = [str(note["message"]) for note in entry.get("annotations", []) if note["level"] == WARNING]
    return Stack(entry["name"], path, json.loads(path.read_text()), warnings, _facts(path.with_name(FACTS_FILE)))


def _facts(path: Path) -> Mapping[str, Any] | None:
    """Read a stack's facts; None where the app of an earlier version, or a stack of another kind, has written none."""
    if not path.exists():
        return None
    facts: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts if facts.get("format") == FACTS_FORMAT else None


def choose(stacks: Sequence[Stack], wanted: str, *, default_all: bool) -> list[Stack]:
    """Pick the stacks that ``STACK=`` names.

    Args:
        stacks: all there are.
        wanted: names with spaces between them; empty: the only one, or all.
        default_all: whether all are meant where none is named.

    Raises:
        Trouble: a name is unknown, or one of several must be named.
    """
    names = wanted.split()
    known = ", ".join(stack.name for stack in stacks)
    if unknown := [name for name in names if name not in {stack.name for stack in stacks}]:
        raise Trouble(f"There is no stack {unknown[0]!r}. The hub files make: {known}. (HUBS= chooses the hub files.)", status=2)
    if not names and not default_all and len(stacks) > 1:
        raise Trouble(f"There are several stacks: {known}. Say which, for example STACK={stacks[0].name}", status=2)
    return [stack for stack in stacks if not names or stack.name in names]
