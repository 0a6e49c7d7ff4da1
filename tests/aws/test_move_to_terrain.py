"""A stack deployed with CDKTF moves to CDK Terrain and back: Terraform has nothing to do.

Both use the provider installed here. So this proves addresses and arguments, not upgrades of the providers, and only
the AWS half: docs/cdk-terrain.md lists what was not planned.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.aws.half import aws_half
from tests.engines import EXAMPLES, SNAPSHOTS
from tests.terraform import Stack

pytestmark = [pytest.mark.aws, pytest.mark.slow]


def _read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _golden(name: str) -> dict[str, Any]:
    return _read(SNAPSHOTS / name / "cdk.tf.json")


def _kinds(name: str) -> set[str]:
    half = aws_half(_golden(name))
    return {f"{section}.{kind}" for section in ("resource", "data", "ephemeral") for kind in half.get(section, {})}


def _one_per_kind() -> set[str]:
    """Choose a few examples that together have every kind of AWS block that any example has."""
    missing = {example.stem: _kinds(example.stem) for example in EXAMPLES}
    chosen: set[str] = set()
    while largest := max(missing, key=lambda name: (len(missing[name]), name)):
        if not missing[largest]:
            return chosen
        chosen.add(largest)
        missing = {name: kinds - missing[largest] for name, kinds in missing.items()}
    return chosen


_CHOSEN = _one_per_kind()


@pytest.mark.parametrize("name", [pytest.param(each.stem, marks=() if each.stem in _CHOSEN else pytest.mark.nightly) for each in EXAMPLES])
def test_deployed_stack_moves(name: str, stack: Callable[[dict[str, Any]], Stack], rendered_on_terrain: Path) -> None:
    """After an apply of CDKTF's JSON, the plan of CDK Terrain's is empty and names nothing deprecated; so is the plan back."""
    if '"local-exec"' in json.dumps(_golden(name)) and shutil.which("aws") is None:
        pytest.skip("the AWS CLI, which takes the final backup, is not on PATH")
    (rendered,) = rendered_on_terrain.glob(f"{name}/cdktf.out/stacks/*/cdk.tf.json")
    copy = stack(_golden(name))
    copy.apply()

    copy.replace_with(aws_half(_read(rendered)))
    output = copy.save_plan("moved")
    assert "No changes." in output
    assert "deprecated" not in output.lower()
    copy.replace_with(aws_half(_golden(name)))
    assert "" == copy.plan()
