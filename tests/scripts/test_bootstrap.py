"""The course of a set-up: nothing where all is there, one step after the other where not, and mistakes in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import bootstrap, project
from scripts.bootstrap import main, set_up
from scripts.installation import Step


def _step(folder: Path, name: str, install: Callable[[int], None]) -> Step:
    return Step(name, folder / f"{name}.stamp", "done", folder, install)


def test_what_is_done_is_not_done_again(empty_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is run, written or printed."""
    (empty_project / "a.stamp").write_text("done")

    set_up([_step(empty_project, "a", lambda _: pytest.fail("installed again"))])

    assert "" == capsys.readouterr().out
    assert not project.TOOLS.exists()


def test_missing_steps_run_in_their_order(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is stamped when it is done."""
    monkeypatch.setattr(bootstrap, "LOG", empty_project / "log")
    ran: list[str] = []

    set_up([_step(empty_project, name, lambda _, name=name: ran.append(name)) for name in ("b", "a")])  # type: ignore[misc]

    assert ["b", "a"] == ran
    assert ["done", "done"] == [(empty_project / f"{name}.stamp").read_text() for name in ran]


def test_an_unknown_tool_ends_with_status_2(empty_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name is a mistake in the command line, and nothing is touched."""
    assert 2 == main(["--tool", "chekov"])
    assert capsys.readouterr().err.startswith("There is no tool 'chekov'")
    assert not (empty_project / ".tools").exists()
