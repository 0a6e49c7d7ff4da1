"""A stack's id and folder are read once, and are right wherever the stack is."""

from __future__ import annotations

from pathlib import Path

import cdktf
from constructs import Construct

from constructs_lib.terraform.asked_once import stack_folder, stack_id


def test_a_stack_is_known_by_its_id_and_folder(tmp_path: Path) -> None:
    """Each stack of an app has its own; a second read gets the same answer."""
    app = cdktf.App(outdir=str(tmp_path))
    stacks = [cdktf.TerraformStack(app, "research"), cdktf.TerraformStack(app, "teaching")]

    for _ in range(2):
        assert ["research", "teaching"] == [stack_id(stack) for stack in stacks]
        assert [tmp_path / "stacks/research", tmp_path / "stacks/teaching"] == [stack_folder(stack) for stack in stacks]


def test_a_stack_below_a_construct_has_its_folder(tmp_path: Path) -> None:
    """CDKTF names it after the stack's id alone."""
    app = cdktf.App(outdir=str(tmp_path))
    stack = cdktf.TerraformStack(Construct(app, "Region"), "research")

    assert "research" == stack_id(stack)
    app.synth()
    assert (stack_folder(stack) / "cdk.tf.json").exists()


def test_attributes_of_a_users_stack_are_not_mistaken_for_answers(tmp_path: Path) -> None:
    """A class of a user's may have attributes of any name."""
    stack = cdktf.TerraformStack(cdktf.App(outdir=str(tmp_path)), "research")
    vars(stack).update(_id="other", _folder=Path("other"), id="other", app="other")

    assert "research" == stack_id(stack)
    assert tmp_path / "stacks/research" == stack_folder(stack)
