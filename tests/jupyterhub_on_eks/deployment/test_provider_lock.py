"""The providers' checksums outlive the output folder, and reach Terraform on the next machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.provider_lock import NAME, kept, provider_locks
from jupyterhub_on_eks.deployment.stack_output import Stack

MakeStack = Callable[..., Stack]


@pytest.fixture
def stack(make_stack: MakeStack, empty_project: Path) -> Stack:
    """A stack that was synthesized to the output folder of an empty project."""
    made = replace(make_stack(), path=empty_project / "cdktf.out/stacks/research/cdk.tf.json")
    made.path.parent.mkdir(parents=True, exist_ok=True)
    return made


def test_new_lock_is_kept(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """The first person to deploy is asked to commit it."""
    with provider_locks([stack]):
        stack.path.with_name(NAME).write_text("checksums")

    assert "checksums" == kept(stack).read_text()
    assert f"research{NAME}" == kept(stack).name
    assert "contains the checksums of the providers of stack 'research'; commit it" in capsys.readouterr().err


def test_kept_lock_is_what_terraform_compares_with(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """Also if another machine left something else in the output folder; nothing is printed if it is unchanged."""
    kept(stack).parent.mkdir()
    kept(stack).write_text("checksums")
    stack.path.with_name(NAME).write_text("others")

    with provider_locks([stack]):
        assert "checksums" == stack.path.with_name(NAME).read_text()

    assert "" == capsys.readouterr().err


def test_changed_lock_is_kept_even_if_the_run_fails(stack: Stack) -> None:
    """A provider was upgraded, or another system's checksum was added; the repository shows the difference."""
    kept(stack).parent.mkdir()
    kept(stack).write_text("checksums")

    def interrupted() -> None:
        with provider_locks([stack]):
            stack.path.with_name(NAME).write_text("more checksums")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert "more checksums" == kept(stack).read_text()


def test_run_without_a_lock_keeps_none(stack: Stack) -> None:
    """It failed before Terraform looked for providers."""
    with provider_locks([stack]):
        pass

    assert not kept(stack).exists()


def test_folder_that_cannot_be_written_is_reported(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """A deployment from a read-only checkout continues."""
    kept(stack).parent.write_text("in the way")

    with provider_locks([stack]):
        stack.path.with_name(NAME).write_text("checksums")

    assert "can't be stored" in capsys.readouterr().err
