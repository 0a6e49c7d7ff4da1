"""The course of a set-up: nothing where all is there, one step after the other where not, and mistakes in words."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts import bootstrap, project
from scripts.bootstrap import Interrupted, main, set_up
from scripts.console import Trouble
from scripts.installation import Step


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Leave the signals as they were: a set-up that has something to do takes two of them."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


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


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (Trouble("The index cannot be reached.", status=3), 3, "The index cannot be reached.\n"),
        (OSError("no space"), 1, "The set-up stopped: no space\n"),
        (Interrupted(), 130, "The set-up was interrupted. "),
        (KeyboardInterrupt(), 130, "The set-up was interrupted. "),
    ],
    ids=["trouble", "error of the system", "signal", "Ctrl-C"],
)
def test_what_stops_it_is_said(
    raised: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message with what to do, and the exit status of its kind; no traceback."""

    def fail(_steps: object) -> None:
        raise raised

    monkeypatch.setattr(bootstrap, "set_up", fail)
    monkeypatch.setattr(bootstrap, "project_steps", list)

    assert status == main([])
    assert capsys.readouterr().err.startswith(said)


def test_signal_interrupts(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever ends the process ends the set-up at once, and no stamp is left."""
    monkeypatch.setattr(bootstrap, "LOG", empty_project / "log")

    with pytest.raises(Interrupted):
        set_up([_step(empty_project, "a", lambda _: os.kill(os.getpid(), signal.SIGTERM))])

    assert not (empty_project / "a.stamp").exists()


def test_folder_that_cannot_be_written(empty_project: Path) -> None:
    """It is found out before anything is installed."""
    project.TOOLS.touch()  # a file where the folder should be

    with pytest.raises(Trouble, match="This folder cannot be written to"):
        set_up([_step(empty_project, "a", lambda _: pytest.fail("installed all the same"))])
