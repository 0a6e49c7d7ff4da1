"""The course of a set-up: nothing where all is there, one step after the other where not."""

from __future__ import annotations

import ast
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import scripts
from scripts import project
from scripts.console import run_command
from scripts.installation import Step
from scripts.set_up import main, set_up

FIRST_READ = Path(scripts.__file__).read_text()


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Leave the signals as they were: a set-up that has something to do takes two of them."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


def _step(folder: Path, install: Callable[[], None]) -> Step:
    def fill() -> None:
        folder.mkdir()
        install()

    return Step(folder.name, folder, "done", (), fill)


def test_what_is_done_is_not_done_again(empty_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is run, written or printed."""
    done = _step(empty_project / "a", lambda: pytest.fail("installed again"))
    done.folder.mkdir()
    done.stamp.write_text("done")

    set_up([done])

    assert "" == capsys.readouterr().out
    assert not project.TOOLS.exists()


def test_missing_steps_run_in_their_order(empty_project: Path) -> None:
    """Each is stamped when it is done."""
    ran: list[str] = []
    steps = [_step(empty_project / name, lambda name=name: ran.append(name)) for name in ("b", "a")]  # type: ignore[misc]

    set_up(steps)

    assert ["b", "a"] == ran
    assert all(step.is_done() for step in steps)


def test_an_unknown_tool_ends_with_status_2(
    empty_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong name is a mistake in the command line, and nothing is touched."""
    monkeypatch.setattr(sys, "argv", ["set_up", "--tool", "chekov"])

    assert 2 == run_command(main)
    assert capsys.readouterr().err.startswith("There is no tool 'chekov'")
    assert not (empty_project / ".tools").exists()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_signal_interrupts(sign: signal.Signals, empty_project: Path) -> None:
    """Whoever ends the process ends the set-up at once, and no stamp is left."""
    killed = _step(empty_project / "a", lambda: os.kill(os.getpid(), sign))

    with pytest.raises(KeyboardInterrupt):
        set_up([killed])

    assert not killed.is_done()


def test_folder_that_cannot_be_written(empty_project: Path) -> None:
    """It is found out before anything is installed, and the error names the path."""
    project.TOOLS.touch()  # a file where the folder should be

    with pytest.raises(OSError, match=r"\.tools"):
        set_up([_step(empty_project / "a", lambda: pytest.fail("installed anyway"))])


def test_old_pythons_can_read_what_is_read_first() -> None:
    """The package's own module is written in the language of Python 3.6."""
    ast.parse(FIRST_READ, feature_version=(3, 6))
    assert "__future__" not in FIRST_READ


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message gives both versions and the way to a newer one."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "version", "3.9.2 (default)")

    with pytest.raises(SystemExit) as ended:
        exec(FIRST_READ, {})  # noqa: S102 -- as an import does

    assert str(ended.value).startswith("Python 3.11 or newer is needed; this is Python 3.9.2. ")
    assert "\n  make synth PYTHON=python3.13\n" in str(ended.value)
