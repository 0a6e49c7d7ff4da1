"""What a stack publishes: outputs under their own names, addresses to forget, warnings."""

from __future__ import annotations

import json
from pathlib import Path

import cdktf
import pytest
from constructs import Construct

from constructs_lib.models.output import Output
from constructs_lib.terraform.published import publish
from tests.constructs_lib.stacks import new_stack, rendered


def test_nothing_to_publish() -> None:
    """No empty block is rendered: Terraform before 1.7 stops at `removed`."""
    stack = new_stack()
    publish(stack, outputs={}, removed=[], warnings=[])

    assert not {"output", "removed"} & set(rendered(stack))


def test_outputs() -> None:
    """Each has its name, without CDKTF's hash, its value and its description."""
    stack = new_stack()
    outputs = {"hub_url": Output(value="https://hub.example.org", description="Where users log in")}
    publish(stack, outputs=outputs, removed=[], warnings=[])

    assert {"hub_url": {"value": "https://hub.example.org", "description": "Where users log in"}} == rendered(stack)["output"]


def test_addresses_to_forget() -> None:
    """In their order, each as a block that deletes nothing."""
    stack = new_stack()
    publish(stack, outputs={}, removed=["aws_efs_file_system.homes", "aws_kms_key.homes"], warnings=[])

    assert [
        {"from": "aws_efs_file_system.homes", "lifecycle": {"destroy": False}},
        {"from": "aws_kms_key.homes", "lifecycle": {"destroy": False}},
    ] == rendered(stack)["removed"]


def test_warnings(tmp_path: Path) -> None:
    """They are CDKTF's annotations of the stack, which its manifest passes to the CLI."""
    app = cdktf.App(outdir=str(tmp_path))
    publish(cdktf.TerraformStack(app, "research"), outputs={}, removed=[], warnings=["first", "second"])
    app.synth()

    annotations = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["stacks"]["research"]["annotations"]
    assert [("@cdktf/warn", "first"), ("@cdktf/warn", "second")] == [(note["level"], note["message"]) for note in annotations]


def test_name_that_is_taken() -> None:
    """An output's name is a contract, so a second one with that name is refused rather than renamed."""
    stack = new_stack()
    Construct(stack, "hub_url")

    with pytest.raises(RuntimeError, match="There is already a Construct with name 'hub_url'"):
        publish(stack, outputs={"hub_url": Output(value="x", description="x")}, removed=[], warnings=[])
