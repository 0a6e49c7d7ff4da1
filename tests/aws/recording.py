"""Which IAM actions Terraform and the final backup need, as the double has seen them: tests/aws/calls.json.

The file has each action once for each step (``plan``, ``apply``, ``change``, ``destroy``, ``state``), with one example that needs it. The
test of that example fails if it no longer does, and the test of any example fails if it needs an action that isn't there. So the file is
complete and has nothing that isn't needed. ``GOLDEN=write`` rewrites it, if the tests run in one process (``-n 0``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

from tests.conftest import ROOT

FILE = ROOT / "tests" / "aws" / "calls.json"


def recorded() -> dict[str, dict[str, str]]:
    """Return for each step the actions, each with an example that needs it."""
    return dict(json.loads(FILE.read_text(encoding="utf-8"))) if FILE.exists() else {}


def compare(step: str, example: str, calls: Iterable[Mapping[str, Any]]) -> None:
    """Compare what an example has called in one step with the recording.

    Args:
        step: the step.
        example: name of the example.
        calls: what the double has seen in it.
    """
    called, known = {call["action"] for call in calls}, recorded()
    there = known.setdefault(step, {})
    if os.environ.get("GOLDEN") == "write":
        kept = {action: owner for action, owner in there.items() if owner != example or action in called}
        known[step] = dict(sorted((dict.fromkeys(called, example) | kept).items()))
        FILE.write_text(json.dumps(dict(sorted(known.items())), indent=2) + "\n", encoding="utf-8")
        return
    again = "run the tests with GOLDEN=write -n 0, and add new actions to docs/permissions.md"
    assert set() == called - set(there), f"{example} needs actions in the step {step} that tests/aws/calls.json doesn't have; {again}"
    gone = {action for action, owner in there.items() if owner == example} - called
    assert set() == gone, f"{example} no longer needs actions in the step {step}; {again}"
