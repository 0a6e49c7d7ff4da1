"""A plan that would replace what holds data is stopped."""

from __future__ import annotations

from typing import Any

import cdktf
import pytest

from constructs_lib.terraform.replacement_guard import ReplacementGuard
from tests.conftest import only
from tests.constructs_lib.stacks import new_stack, rendered

_SETTINGS = {"encrypted": "true", "performance_mode": "maxIO"}


def _guarded(settings: dict[str, str]) -> dict[str, Any]:
    """Return the JSON of a guard and of what it guards."""
    stack = new_stack()
    guard = ReplacementGuard(stack, "MadeWith", what="the file system", settings=settings, fix="Restore the old value")
    lifecycle = cdktf.TerraformResourceLifecycle(precondition=guard.preconditions)
    cdktf.TerraformResource(stack, "Data", terraform_resource_type="test_thing", lifecycle=lifecycle)
    return rendered(stack)


def test_settings_are_remembered() -> None:
    """As they were when the resource was created: later changes of the input are ignored."""
    memory = only(_guarded(_SETTINGS), "terraform_data")

    assert (_SETTINGS, {"ignore_changes": ["input"]}) == (memory["input"], memory["lifecycle"])


def test_each_setting_is_compared() -> None:
    """With the remembered one; the message names key and old value, what would happen, and what to do."""
    document = _guarded(_SETTINGS)
    (name,) = document["resource"]["terraform_data"]
    first, second = only(document, "test_thing")["lifecycle"]["precondition"]

    assert f'${{(terraform_data.{name}.output.encrypted == "true")}}' == first["condition"]
    assert f'${{(terraform_data.{name}.output.performance_mode == "maxIO")}}' == second["condition"]
    assert (
        f"performance_mode: the file system was created with '${{terraform_data.{name}.output.performance_mode}}', "
        "and a change would replace it: its data would be lost. Restore the old value."
    ) == second["error_message"]


@pytest.mark.parametrize("value", ["", "a b"])
def test_value_reaches_the_comparison(value: str) -> None:
    """Any text does, an empty one too."""
    (condition,) = only(_guarded({"key": value}), "test_thing")["lifecycle"]["precondition"]

    assert f'== "{value}")' in condition["condition"]


def test_nothing_to_guard() -> None:
    """No settings, no conditions."""
    stack = new_stack()

    assert [] == ReplacementGuard(stack, "MadeWith", what="x", settings={}, fix="y").preconditions
