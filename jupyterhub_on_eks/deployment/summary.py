"""What ``synth`` prints for each stack: the JSON's path, resources to create, warnings, prerequisites and the next command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.programs import find_binary, missing_binary
from jupyterhub_on_eks.deployment.stack_output import FACTS_FILE, Stack
from jupyterhub_on_eks.terminal import folded, styled, width

#: Columns if there is no terminal.
WIDTH = 110

#: A space at which lines are not folded.
_UNBROKEN = "\N{NO-BREAK SPACE}"


def summary(stack: Stack, commands: Commands) -> str:
    """Describe a synthesized stack in a few lines."""
    creates = ", ".join(count.replace(" ", _UNBROKEN) for count in counts(stack)) or "nothing"
    lines = [
        f"{styled(stack.name, 'bold', sys.stdout)}: {stack.path}",
        _entry("creates", creates, "green"),
        *(_entry("warning", warning, "yellow") for warning in stack.warnings),
        *(_entry("needs", need, "yellow") for need in needs(stack)),
        f"  {styled('next', 'dim', sys.stdout)}     {next_command('deploy', stack, commands)}",
    ]
    return "\n".join(lines)


def counts(stack: Stack) -> Iterator[str]:
    """Count the resources by Terraform's type, in the order of the JSON."""
    for type_, blocks in stack.template.get("resource", {}).items():
        numbers = [instances(block) for block in blocks.values()]
        known = sum(number or 0 for number in numbers)
        if None in numbers:
            yield f"at least {known} {type_}" if known else f"{type_} (as many as the plan finds)"
        elif known:
            yield f"{known} {type_}"


def needs(stack: Stack) -> list[str]:
    """List what a deployment needs and the stack doesn't create."""
    if stack.facts is None:
        return [f"unknown, since this stack writes no {FACTS_FILE}; docs/facts.md shows how it can"]
    return [need["description"] for need in stack.facts["prerequisites"]]


def instances(content: dict[str, Any]) -> int | None:
    """Return how many resources a block creates; None if ``count`` or ``for_each`` is known only at plan."""
    if "count" in content:
        return content["count"] if isinstance(content["count"], int) else None
    if "for_each" in content:
        return None if isinstance(content["for_each"], str) else len(content["for_each"])
    return 1


def next_command(verb: str, stack: Stack, commands: Commands) -> str:
    """Return the next command line for the stack, after what has to be installed for it."""
    command = commands.line(verb, stack.name)
    return command if find_binary() else f"install Terraform or OpenTofu ({missing_binary()}), then: {command}"


def document(stack: Stack) -> dict[str, Any]:
    """Describe a synthesized stack for programs."""
    resources = stack.template.get("resource", {})
    creates = {kind: [instances(block) for block in blocks.values()] for kind, blocks in resources.items()}
    return {
        "stack": stack.name,
        "path": str(stack.path),
        "creates": {kind: None if None in numbers else sum(number or 0 for number in numbers) for kind, numbers in creates.items()},
        "warnings": list(stack.warnings),
        "needs": needs(stack),
    }


def _entry(title: str, text: str, style: str) -> str:
    begin = f"  {title:9}"
    line = folded(text, width(sys.stdout) or WIDTH, begin=begin, indent=" " * len(begin))
    return f"  {styled(title, style, sys.stdout)}{line.removeprefix(f'  {title}')}".replace(_UNBROKEN, " ")
