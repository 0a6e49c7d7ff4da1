"""``make status``: the commands by which a stack's hubs are validated, run where kubectl is there."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from scripts.console import Trouble, styled
from scripts.stack_output import Stack

PREFIX = "kubectl get "


def validation_commands(stack: Stack) -> list[str]:
    """Collect the ``kubectl get …`` commands among the values of the stack's outputs, each once."""
    values = (output.get("value") for output in stack.template.get("output", {}).values())
    return list(dict.fromkeys(text for value in values for text in _strings(value) if text.startswith(PREFIX)))


def kubeconfig_command(stack: Stack) -> str | None:
    """Give the command that makes kubectl know the stack's cluster, from the data source that looks the cluster up."""
    for type_, _, content in stack.blocks("data"):
        if type_ == "aws_eks_cluster" and "${" not in content.get("name", "${"):
            region = next((block["region"] for block in stack.template.get("provider", {}).get("aws", []) if "region" in block), None)
            return f"aws eks update-kubeconfig --name {content['name']}" + (f" --region {region}" if region else "")
    return None


def show_status(stack: Stack) -> int:
    """Run the stack's validation commands, or print them where kubectl is missing.

    Returns:
        The exit status: that of the last command that failed, else 0.

    Raises:
        Trouble: kubectl is there and fails; the message says how it comes to know the cluster.
    """
    commands = validation_commands(stack)
    if not commands:
        print(f"{stack.name}: no hub in this stack names a command to validate it.")
    elif not shutil.which("kubectl"):
        print(f"{styled(stack.name, 'bold')}: kubectl is not on PATH. On a machine that has it:", *commands, sep="\n  ")
    else:
        for command in commands:
            print(styled(f"{stack.name}: {command}", "bold"), flush=True)
            if subprocess.run(shlex.split(command), check=False).returncode:
                known_by = kubeconfig_command(stack)
                way = f" If kubectl does not know the cluster yet, run:\n  {known_by}" if known_by else ""
                raise Trouble(f"`{command}` failed.{way}")
    return 0


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
