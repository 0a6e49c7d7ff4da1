"""Checks that run when the app is synthesized."""

from __future__ import annotations

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest
from constructs import Construct

from constructs_lib.constructs.validation import validate_at_synth


def test_every_message_fails_the_synth() -> None:
    """Messages of all constructs arrive together, each with the construct's path; a check without messages is silent."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    validate_at_synth(stack, lambda: iter(["first", "second"]))
    validate_at_synth(Construct(stack, "Part"), lambda: ["third"])
    validate_at_synth(Construct(stack, "Fine"), list)

    with pytest.raises(RuntimeError) as error:
        cdktf.Testing.synth(stack, True)  # noqa: FBT003  # CDKTF's signature: run the validations

    assert {"[research] first", "[research] second", "[research/Part] third"} == {
        line.strip() for line in str(error.value).splitlines() if line.strip().startswith("[")
    }


def test_check_runs_late() -> None:
    """What it looks at may still change until the app is synthesized."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    seen: list[str] = []

    def check() -> list[str]:
        seen.append("looked")
        return []

    validate_at_synth(stack, check)

    assert [] == seen
    cdktf.Testing.synth(stack, True)  # noqa: FBT003  # CDKTF's signature: run the validations
    assert ["looked"] == seen
