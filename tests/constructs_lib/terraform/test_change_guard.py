"""A plan that would change what users' data depends on is stopped: what is rendered, and its effect in Terraform."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constructs_lib.terraform.change_guard import WAS, ChangeGuard, Remembered
from constructs_lib.terraform.escape import literal
from tests.constructs_lib.stacks import named, new_stack, rendered
from tests.terraform import Stack


def _document(remembered: Mapping[str, Remembered], *, allowed: bool = False) -> dict[str, Any]:
    stack = new_stack()
    ChangeGuard(stack, "Guard", settings=remembered, word="allow_it", allowed=allowed)
    return rendered(stack)


def _setting(value: str, **properties: Any) -> Remembered:
    return Remembered(**{"key": "homes.path", "value": value, "effect": "Homes would be empty.", **properties})


def _stack(folder: Path, document: dict[str, Any]) -> Stack:
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not on PATH")
    return Stack(folder, {"resource": document["resource"]}, override={}, environment={"CHECKPOINT_DISABLE": "1"})


def test_each_setting_has_a_separate_memory() -> None:
    """So one that a later release adds affects no other."""
    document = _document({"Path": _setting("/homes"), "Owner": _setting("1000")})

    for part, value in {"Path": "/homes", "Owner": "1000"}.items():
        memory = named(document, "terraform_data", part)
        assert ({"value": value}, ["input"]) == (memory["input"], memory["lifecycle"]["ignore_changes"])


def test_message() -> None:
    """It states the old and the new value, what would happen, and both ways on."""
    (condition,) = named(_document({"Path": _setting("/new", fix="move the homes there first")}), "terraform_data", "Path")["lifecycle"][
        "postcondition"
    ]

    assert (
        f"homes.path: this hub was deployed with '${{{WAS}}}', and this plan has '/new'. Homes would be empty. "
        "Restore the old value. If the change is intended, move the homes there first, and deploy once with allow_it: true."
    ) == condition["error_message"]


def test_allowed_change() -> None:
    """The memories stay, and store the new values."""
    memory = named(_document({"Path": _setting("/new")}, allowed=True), "terraform_data", "Path")

    assert ({"value": "/new"}, False) == (memory["input"], "lifecycle" in memory)


def test_firm_setting() -> None:
    """No setting allows a change that can't be made in place, and the message names none."""
    (condition,) = named(_document({"Path": _setting("/new", fix="deploy again", firm=True)}, allowed=True), "terraform_data", "Path")[
        "lifecycle"
    ]["postcondition"]

    assert condition["error_message"].endswith("Restore the old value. If the change is intended, deploy again.")


def test_terraform_refuses_a_change_until_it_is_allowed(tmp_path: Path) -> None:
    """All changes are listed in one plan; a destroy isn't refused; an allowed change is remembered from then on."""
    stack = _stack(tmp_path, _document({"Path": _setting("/homes"), "Owner": _setting("1000", key="homes.owner")}))
    stack.apply()
    assert "" == stack.plan()

    changed = {"Path": _setting("/new"), "Owner": _setting("2000", key="homes.owner")}
    stack.replace_with({"resource": _document(changed)["resource"]})
    message = stack.fail_to_plan()
    assert "homes.path: this hub was deployed with '/homes', and this plan has '/new'." in message
    assert "homes.owner: this hub was deployed with '1000', and this plan has '2000'." in message

    stack.replace_with({"resource": _document(changed, allowed=True)["resource"]})
    stack.apply()
    stack.replace_with({"resource": _document(changed)["resource"]})
    assert "" == stack.plan()

    stack.replace_with({"resource": _document({"Path": _setting("/homes"), "Owner": _setting("1000")})["resource"]})
    stack.fail_to_plan()
    stack.destroy()


def test_terraform_accepts_harmless_changes(tmp_path: Path) -> None:
    """A former value that is accepted, an expression that decides, and a setting that is remembered for the first time."""
    stack = _stack(tmp_path, _document({"Path": _setting("nowhere"), "Place": _setting("fs-1, made")}))
    stack.apply()
    later = {
        "Path": _setting("/homes", accepts=["nowhere"]),
        "Place": _setting("fs-2", condition=f'endswith({WAS}, "made")'),
        "Owner": _setting("1000"),
    }
    stack.replace_with({"resource": _document(later)["resource"]})
    stack.apply()

    assert "" == stack.plan()


@pytest.mark.property
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30))
def test_any_text_equals_itself(tmp_path: Path, text: str) -> None:
    """Including quotes, backslashes and template marks."""
    stack = _stack(tmp_path / str(time.monotonic_ns()), _document({"Path": _setting(literal(f'"\\${{{text}'))}))
    stack.apply()

    assert "" == stack.plan()
