"""``make lock``: all lock files, with the project's own tools."""

from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap import paths
from scripts import lock


@pytest.fixture
def commands(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record what would be run, in a project with its tools installed."""
    ran: list[list[str]] = []
    monkeypatch.setattr(lock, "complete", lambda steps: ran.append([step.title for step in steps]))
    monkeypatch.setattr(lock, "tool", lambda name: type("Step", (), {"title": f"tool {name}"})())
    monkeypatch.setattr(lock, "run", lambda *command, **_: ran.append([str(part) for part in command]))
    monkeypatch.setattr(paths, "npm", lambda *arguments: ["npm", *arguments])
    assert empty_project == paths.ROOT
    return ran


def test_all_are_locked(commands: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    """Pipenv is set up first; npm runs no install script."""
    assert 0 == lock.main()

    set_up, pipenv, npm, tools = commands
    assert ["tool pipenv"] == set_up
    assert ["-m", "pipenv", "lock", "--dev"] == pipenv[1:5]
    assert ["npm", "install", "--package-lock-only", "--ignore-scripts"] == npm
    assert ["-m", "scripts.tool_locks"] == tools[1:]
    assert capsys.readouterr().out.endswith("Locked. The next run of make installs the changes.\n")


def test_a_failure_ends_it(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The second file is not changed then."""

    def fail(*_command: str, **_: object) -> None:
        raise SystemExit("Locking failed.")

    monkeypatch.setattr(lock, "run", fail)

    with pytest.raises(SystemExit, match="Locking failed"):
        lock.main()
    assert [["tool pipenv"]] == commands
