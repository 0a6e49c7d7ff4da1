"""What CDKTF is asked once about a stack, since each question crosses to Node and back. The stack's Python object remembers."""

from __future__ import annotations

from pathlib import Path

from cdktf import App, TerraformStack


def stack_id(stack: TerraformStack) -> str:
    """Return the stack's id."""
    known: dict[str, str] = vars(stack)
    if "_id" not in known:
        known["_id"] = stack.node.id
    return known["_id"]


def stack_folder(stack: TerraformStack) -> Path:
    """Return the folder in which CDKTF writes the stack."""
    known: dict[str, Path] = vars(stack)
    if "_folder" not in known:
        known["_folder"] = Path(_output_folder(App.of(stack)), "stacks", stack_id(stack))
    return known["_folder"]


def _output_folder(app: App) -> str:
    known: dict[str, str] = vars(app)
    if "_outdir" not in known:
        known["_outdir"] = app.outdir
    return known["_outdir"]
