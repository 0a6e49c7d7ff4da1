"""Outputs, and states in local files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.outputs import local_state, output_lines, output_text
from jupyterhub_on_eks.deployment.stack_output import Stack
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack


@pytest.fixture
def stack(empty_project: Path, make_stack: MakeStack) -> Stack:
    """A stack whose state is a file beside the output folder."""
    made = make_stack(terraform={"backend": {"local": {"path": "../../../terraform.research.tfstate"}}})
    (empty_project / made.path.parent).mkdir(parents=True)
    return made


def test_lines_and_texts() -> None:
    """A secret is not shown among others; other types than text are JSON."""
    outputs: dict[str, dict[str, Any]] = {
        "url": {"value": "https://hub"},
        "a": {"value": ["x"]},
        "pin": {"value": "canary", "sensitive": True},
    }

    assert ['a    ["x"]', "pin  <sensitive>", "url  https://hub"] == list(output_lines(outputs))
    assert ("https://hub", '["x"]', "null") == (output_text(outputs["url"]), output_text(outputs["a"]), output_text({}))


def test_local_state(stack: Stack) -> None:
    """A missing one contains nothing."""
    empty = local_state(stack)
    assert empty is not None
    assert {} == empty.outputs
    Path("terraform.research.tfstate").write_text(json.dumps({"serial": 1, "outputs": {"url": {"value": "x"}}, "resources": []}))

    found = local_state(stack)

    assert found is not None
    assert {"url": {"value": "x"}} == found.outputs


@pytest.mark.parametrize("text", ['{"encrypted_data": "…"}', "{", "[]"])
def test_state_that_only_terraform_can_read(text: str, stack: Stack, make_stack: MakeStack) -> None:
    """OpenTofu can encrypt it; S3 is elsewhere."""
    Path("terraform.research.tfstate").write_text(text)

    assert None is local_state(stack)
    assert None is local_state(make_stack(terraform={"backend": {"s3": {"bucket": "b"}}}))
