"""Attributes of a stack that are read from CDKTF once, because each read crosses to Node and back. The stack's Python object caches them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cdktf import App, TerraformStack
from constructs import Construct


def stack_id(stack: TerraformStack) -> str:
    """Return the stack's id."""
    return str(_once(stack, "id", lambda: stack.node.id))


def stack_folder(stack: TerraformStack) -> Path:
    """Return the folder that CDKTF writes the stack to."""
    app: App = _once(stack, "app", lambda: App.of(stack))
    return Path(_once(app, "outdir", lambda: app.outdir), "stacks", stack_id(stack))


def _once(construct: Construct, name: str, ask: Callable[[], Any]) -> Any:
    """Return the answer to a question about a construct. All answers have one attribute, since a user's class may have any other."""
    known: dict[str, Any] = vars(construct).setdefault("_asked_once", {})
    if name not in known:
        known[name] = ask()
    return known[name]
