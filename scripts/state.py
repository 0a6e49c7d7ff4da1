"""What Terraform's state holds of a stack, read by the command line, so from any backend."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.deployment.stack_output import Stack
from scripts import project
from scripts.console import Trouble


@dataclass(frozen=True)
class Held:
    """A resource or data source in the state.

    Args:
        kind: Terraform's type.
        name: the block's name.
        attributes: of its first instance.
    """

    kind: str
    name: str
    attributes: Mapping[str, Any]

    @property
    def address(self) -> str:
        """Its address; all instances where it has ``for_each``."""
        return f"{self.kind}.{self.name}"

    @property
    def output(self) -> Mapping[str, Any]:
        """What a ``terraform_data`` remembers."""
        output = self.attributes.get("output")
        value = output.get("value") if isinstance(output, dict) else None
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True)
class State:
    """The resources and data sources that a state holds. What lies in modules is left out: no stack of ours has one."""

    resources: Sequence[Held]
    data: Sequence[Held]

    def of(self, *kinds: str) -> Iterator[Held]:
        """Yield the resources of these types."""
        return (held for held in self.resources if held.kind in kinds)

    def memories(self, hub: str, part: str) -> Iterator[Mapping[str, Any]]:
        """Yield what a hub's ``terraform_data`` of this part remember; the hub is named by what all its resources' names begin with."""
        return (held.output for held in self.of("terraform_data") if held.name.startswith(f"{hub}_") and f"_{part}_" in held.name)


def parse(text: str) -> State:
    """Read a state; an empty text is that of a stack that was never deployed.

    Raises:
        ValueError: the text is no state.
    """
    document = json.loads(text.strip() or "{}")
    found: dict[str, list[Held]] = {"managed": [], "data": []}
    try:
        for resource in document.get("resources", []):
            if resource["instances"] and "module" not in resource and resource["mode"] in found:
                attributes = resource["instances"][0].get("attributes") or {}
                found[resource["mode"]].append(Held(resource["type"], resource["name"], attributes))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a state of Terraform ({error!r})") from None
    return State(found["managed"], found["data"])


def pull(stack: Stack, binary: str) -> State:
    """Set up Terraform in the stack's folder and read its state.

    Raises:
        Trouble: Terraform failed, or gave no state.
    """
    if "--migrate-state" in shlex.split(os.environ.get("ARGS", "")):
        raise Trouble(
            "--migrate-state moves the state before it could be read. Move it first, then run the command again without that word:\n"
            f"  cd {shlex.quote(str(stack.path.parent))} && {binary} init -migrate-state",
            2,
        )
    run_terraform([binary, "init", "-input=false", "-no-color"], stack)
    return pulled(stack, binary)


def pulled(stack: Stack, binary: str) -> State:
    """Read the state in a folder that Terraform has set up already.

    Raises:
        Trouble: Terraform failed, or gave no state.
    """
    text = run_terraform([binary, "state", "pull"], stack)
    try:
        return parse(text)
    except ValueError as error:
        raise Trouble(f"{binary} state pull gave no state of stack {stack.name!r}: {error}") from None


def read_file(path: Path) -> State:
    """Read a state from a file; one that can't be read holds nothing."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return State((), ())


def run_terraform(command: Sequence[str], stack: Stack) -> str:
    """Run Terraform in the stack's folder; return its output.

    Raises:
        Trouble: it failed.
    """
    done = subprocess.run(command, cwd=project.ROOT / stack.path.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{' '.join(command[:3])} failed for stack {stack.name!r}:\n{(done.stderr or done.stdout).strip()}", done.returncode)
    return done.stdout
