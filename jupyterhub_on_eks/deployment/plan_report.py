"""Reports of a plan, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from jupyterhub_on_eks.deployment.plan import ACTIONS, Change, Plan
from jupyterhub_on_eks.terminal import folded, styled, width

#: Sign and color of each action, as in Terraform's own plans.
_SIGNS = {
    "create": ("+", "green"),
    "change": ("~", "yellow"),
    "replace": ("±", "red"),
    "destroy": ("-", "red"),
    "forget": (".", "dim"),
    "import": ("<", "dim"),
}

#: Maximum keys shown of a change.
_SHOWN = 8


def plan_lines(plan: Plan, stack: str, stream: TextIO) -> Iterator[str]:
    """Yield the plan of a stack, for people: a line for each resource, then what happens to outputs.

    Args:
        plan: the plan.
        stack: the stack's name.
        stream: where the lines are written; it decides on colors and width.
    """
    yield styled(f"{stack}: {headline(plan)}", "bold", stream)
    for change in plan.changes:
        yield from _line(change, stream)
    if plan.outputs:
        yield f"  outputs: {', '.join(f'{name} ({action})' for name, action in plan.outputs.items())}"


def drift_lines(plan: Plan, stack: str, stream: TextIO) -> Iterator[str]:
    """Yield what was changed outside of Terraform."""
    if not plan.drift:
        yield styled(f"{stack}: nothing was changed outside of the stack.", "bold", stream)
        return
    yield styled(f"{stack}: changed outside of the stack since its last deployment:", "bold", stream)
    for change in plan.drift:
        yield from _line(change, stream)


def headline(plan: Plan) -> str:
    """Return a short summary of the plan's changes."""
    counts = [f"{number} to {action}" for action, number in plan.counts().items() if number]
    return ", ".join(counts) or ("only outputs change." if plan.outputs else "no changes.")


def _line(change: Change, stream: TextIO) -> Iterator[str]:
    sign, color = _SIGNS[change.action]
    begin = f"  {sign} {change.action:8}"
    keys = [f"because of {', '.join(change.because)}"] if change.because else []
    more = len(change.keys) - _SHOWN
    if change.keys and change.action == "change":
        keys.append(f"({', '.join([*change.keys[:_SHOWN], *([f'and {more} more'] if more > 0 else [])])})")
    line = folded(" ".join([change.address, *keys]), width(stream), begin=f"{begin} ", indent=" " * (len(begin) + 3))
    yield styled(begin, color, stream) + line.removeprefix(begin)


def plan_document(plan: Plan, *, drift: bool = False) -> dict[str, Any]:
    """Return the plan for programs; docs/command-line.md describes it.

    Args:
        plan: the plan.
        drift: whether it was made to find drift.
    """
    return {
        "counts": plan.counts(),
        "changes": [_entry(change) for change in (plan.drift if drift else plan.changes)],
        "outputs": dict(plan.outputs),
    }


def _entry(change: Change) -> dict[str, Any]:
    return {
        "address": change.address,
        "action": change.action,
        "keys": list(change.keys),
        "because": list(change.because),
    }


__all__ = ["ACTIONS", "drift_lines", "headline", "plan_document", "plan_lines"]
