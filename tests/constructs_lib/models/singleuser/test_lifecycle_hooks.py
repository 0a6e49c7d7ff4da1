"""Commands after a server's start and before its end."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.singleuser.lifecycle_hooks import LifecycleHooks, chart_hooks


def _hooks(**given: Any) -> dict[str, Any]:
    return chart_hooks(LifecycleHooks.model_validate(given))


@pytest.mark.parametrize("command", [["false"], ["no-such-program-here"], ["sh", "-c", "exit 3"]])
def test_failure_after_the_start_ends_no_server(command: list[str]) -> None:
    """The command that Kubernetes runs succeeds, whatever the user's does."""
    hook = _hooks(post_start=command)["postStart"]["exec"]["command"]

    assert subprocess.run(hook, check=False, capture_output=True).returncode == 0


def test_command_gets_its_arguments_unchanged() -> None:
    """No shell splits or expands them."""
    hook = _hooks(post_start=["printf", "%s|", "a b", "$HOME", "{username}"])["postStart"]["exec"]["command"]

    assert subprocess.run(hook, check=True, capture_output=True, text=True).stdout == "a b|$HOME|{username}|"


def test_required_command_may_end_the_server() -> None:
    """As Kubernetes does by default."""
    assert ["a"] == _hooks(post_start=["a"], required=True)["postStart"]["exec"]["command"]


def test_command_before_the_end() -> None:
    """Its failure has no consequence in Kubernetes."""
    assert {"preStop": {"exec": {"command": ["a", "b"]}}} == _hooks(pre_stop=["a", "b"])
    assert {} == chart_hooks(None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"post_start": []}, "is empty; at least one item is required"),
        ({"post_start": "a"}, "is not a list"),
        ({"post_start": ["a\0"]}, "contains a zero byte"),
        ({"required": True}, "has no effect without post_start"),
    ],
)
def test_invalid_hooks(given: dict[str, Any], message: str) -> None:
    """A command is a list, and required applies to one."""
    with pytest.raises(ValidationError, match=message):
        LifecycleHooks.model_validate(given)
