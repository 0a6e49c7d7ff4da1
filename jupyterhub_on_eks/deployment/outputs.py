"""The outputs of deployed stacks, and the list of stacks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import State, parse

Outputs = Mapping[str, Mapping[str, Any]]


def output_lines(outputs: Outputs) -> Iterator[str]:
    """Yield each output on a line, aligned; secrets are not shown."""
    longest = max(map(len, outputs), default=0)
    for name, output in sorted(outputs.items()):
        yield f"{name:{longest}}  {'<sensitive>' if output.get('sensitive') else output_text(output)}"


def output_text(output: Mapping[str, Any]) -> str:
    """Return the value of an output: text unchanged, anything else as JSON."""
    value = output.get("value")
    return value if isinstance(value, str) else json.dumps(value)


def local_state(stack: Stack) -> State | None:
    """Read a stack's state without Terraform, if it is a local file; None if only Terraform can read it.

    The latter applies to a state in S3 or another backend, and to a file that OpenTofu encrypted.
    """
    path = stack.template.get("terraform", {}).get("backend", {}).get("local", {}).get("path")
    if not path:
        return None
    file = Path(stack.path.parent.resolve(), path)  # Terraform runs in the target of symbolic links
    if not file.exists():
        return State((), ())
    try:
        text = file.read_text(encoding="utf-8")
        return parse(text) if "serial" in json.loads(text or "{}") else None
    except (OSError, ValueError):
        return None
