"""The output of a synthesis: its manifest, the stacks' JSON and their facts."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.exit_status import ExitStatus

if TYPE_CHECKING:
    from fast_start.engine import Engine

#: Level of ``Annotations.of(...).add_warning`` in the manifest.
WARNING = "@cdktf/warn"

#: Name of the file with a stack's facts, and the supported format. Its description: docs/facts.md.
FACTS_FILE, FACTS_FORMAT = "facts.json", 1


@dataclass(frozen=True)
class Stack:
    """One synthesized stack.

    Args:
        name: name for ``--stack`` and cdktf's commands.
        path: its ``cdk.tf.json``.
        template: that file's content.
        warnings: warnings of the app for the user.
        facts: what the app states about it. None: missing, or in another format.
    """

    name: str
    path: Path
    template: dict[str, Any]
    warnings: Sequence[str]
    facts: Mapping[str, Any] | None = None

    @property
    def engine(self) -> Engine | None:
        """The engine that wrote the JSON, from the comment with the framework's version; None if there is none."""
        from fast_start.engine import engine_of  # noqa: PLC0415  # most runs need none of it

        return engine_of(str(self.template.get("//", {}).get("metadata", {}).get("version")))

    def need_facts(self) -> Mapping[str, Any]:
        """Return the facts.

        Raises:
            DeploymentError: there are none.
        """
        if self.facts is None:
            raise DeploymentError(
                f"{self.path.with_name(FACTS_FILE)} is missing or was written by another version. Run: {Commands().line('synth')}\n"
                "If that doesn't write it, the stack is not a BlueprintStack; docs/facts.md shows how other stacks write it."
            )
        return self.facts


def output_folder() -> Path:
    """Return the folder that CDKTF writes: ``CDKTF_OUTDIR``, default ``cdktf.out``; relative to the working folder."""
    return Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")


def read_stacks(folder: Path) -> list[Stack]:
    """Read the stacks that the manifest lists; other files in the folder are of an earlier run and are ignored.

    Raises:
        DeploymentError: there is no manifest, or it is not what cdktf writes.
    """
    try:
        listed = json.loads((folder / "manifest.json").read_text())["stacks"].values()
        return [_stack(folder, entry) for entry in listed]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DeploymentError(
            f"{folder} does not contain the output of cdktf synth ({error}). Remove it, then run: {Commands().line('synth')}"
        ) from None


def _stack(folder: Path, entry: dict[str, Any]) -> Stack:
    path = folder / entry["synthesizedStackPath"]
    warnings = [str(note["message"]) for note in entry.get("annotations", []) if note["level"] == WARNING]
    return Stack(entry["name"], path, json.loads(path.read_text()), warnings, _facts(path.with_name(FACTS_FILE)))


def _facts(path: Path) -> Mapping[str, Any] | None:
    """Read a stack's facts; None if an earlier version of the app, or another kind of stack, wrote none."""
    if not path.exists():
        return None
    facts: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts if facts.get("format") == FACTS_FORMAT else None


def choose(stacks: Sequence[Stack], names: Sequence[str], *, default_all: bool) -> list[Stack]:
    """Return the stacks that the user names, in that order.

    Args:
        stacks: all stacks.
        names: names of stacks. Empty: the only one, or all.
        default_all: whether all are returned if none is named.

    Raises:
        DeploymentError: a name is unknown, or one of several must be named.
    """
    by_name = {stack.name: stack for stack in stacks}
    known = ", ".join(by_name)
    for name in names:
        if name not in by_name:
            near = difflib.get_close_matches(name, by_name, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise DeploymentError(f"There is no stack {name!r}.{hint} The hub files have: {known}.", ExitStatus.USAGE)
    if not names and not default_all and len(stacks) > 1:
        example = Commands().stack(stacks[0].name)
        raise DeploymentError(f"There are several stacks: {known}. Name one, for example {example}", ExitStatus.USAGE)
    return [by_name[name] for name in dict.fromkeys(names)] if names else list(stacks)
