"""What is installed, and how a later run knows that it is there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts import installation, project
from scripts.console import Trouble
from scripts.installation import Step, discard, project_steps, tool_step


def make_step(folder: Path, wanted: str = "key") -> Step:
    """A step that fills a folder with one file."""
    made = folder / "filled" / "made"

    def install() -> None:
        made.parent.mkdir()
        made.touch()

    return Step("something", folder / "filled", wanted, (made,), install)


def test_a_step_is_done_after_it_ran(tmp_path: Path) -> None:
    """The stamp is what tells, written after the work."""
    step = make_step(tmp_path)
    assert not step.is_done()

    step.run()

    assert step.is_done()


def test_a_step_that_failed_is_not_done(tmp_path: Path) -> None:
    """No stamp is left by a step that broke off, even where it made its file."""

    def half() -> None:
        (tmp_path / "made").mkdir()
        raise Trouble("broken off")

    step = Step("something", tmp_path / "made", "key", (), half)
    with pytest.raises(Trouble):
        step.run()

    assert not step.is_done()


def test_a_step_begins_at_its_beginning(tmp_path: Path) -> None:
    """What an earlier run left, whole or half, is not built upon."""
    step = make_step(tmp_path)
    step.folder.mkdir()
    (step.folder / "half").touch()

    step.run()

    assert ["made", step.stamp.name] == sorted((path.name for path in step.folder.iterdir()), reverse=True)


def test_a_step_whose_key_changed_is_to_be_done_again(tmp_path: Path) -> None:
    """Another lock file, Python or folder makes another key."""
    make_step(tmp_path).run()

    assert not make_step(tmp_path, wanted="another key").is_done()


def test_a_step_whose_work_is_gone_is_to_be_done_again(tmp_path: Path) -> None:
    """A stamp alone does not count, for example when the Python behind a virtual environment was removed."""
    step = make_step(tmp_path)
    step.run()
    (step.folder / "made").unlink()

    assert not step.is_done()


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("Pipfile.lock", "Python packages"),
        ("package-lock.json", "CDKTF command line"),
    ],
)
def test_only_what_depends_on_a_changed_file_is_done_again(empty_project: Path, changed: str, again: str) -> None:
    """Each lock file belongs to one step."""
    for step in project_steps():
        for file in (*step.needed, step.stamp):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.wanted)
    assert all(step.is_done() for step in project_steps())

    (empty_project / changed).write_text('{"another": "text"}')

    assert [step.title for step in project_steps() if not step.is_done()] == [
        step.title for step in project_steps() if step.title.startswith(again)
    ]


def test_a_moved_environment_has_another_key(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts in a virtual environment hold its path, so the path is a part of the key; a link to it is not another place."""
    before = project_steps()[0].wanted
    (empty_project / "real").mkdir()
    (empty_project / "link").symlink_to(empty_project / "real")

    monkeypatch.setattr(project, "VENV", empty_project / "real")
    moved = project_steps()[0].wanted
    monkeypatch.setattr(project, "VENV", empty_project / "link")

    assert before != moved
    assert moved == project_steps()[0].wanted


def test_another_python_has_another_key(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment is for one minor version of Python."""
    assert empty_project.exists()
    assert f"python {sys.version_info.major}.{sys.version_info.minor}\n" in project_steps()[0].wanted
    before = project_steps()[0].wanted

    class Newer:
        major, minor = 3, 99

    monkeypatch.setattr(installation.sys, "version_info", Newer)  # type: ignore[attr-defined] # the module's own import

    assert before != project_steps()[0].wanted


def test_an_unknown_tool_is_told_the_known_ones(empty_project: Path) -> None:
    """The names are those of the folders of tools/."""
    for name in ("checkov", "pipenv"):
        (empty_project / "tools" / name).mkdir(parents=True)
        (empty_project / "tools" / name / "requirements.txt").touch()

    with pytest.raises(Trouble, match="There is no tool 'chekov': set-up knows checkov, pipenv"):
        tool_step("chekov")


def test_the_python_packages_bring_the_commands(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are links to the project's own scripts; pipenv is installed only where it is missing."""
    ran: list[str] = []
    for folder in ("tools/pipenv", "scripts"):
        (empty_project / folder).mkdir(parents=True)
    (empty_project / "tools/pipenv/requirements.txt").touch()
    for name in ("cdktf", "jupyterhub-on-eks"):
        (empty_project / "scripts" / name).write_text(f"the command {name}")

    def make_environment(folder: Path, requirements: Path) -> None:
        ran.append(requirements.parent.name)
        (folder / "bin").mkdir(parents=True)
        (folder / "bin/python").touch()

    def run_logged(command: Sequence[str | Path], *, task: str) -> None:
        ran.append(task)
        assert ["-m", "pipenv", "sync", "--dev"] == list(command)[1:5]
        (project.VENV / "bin").mkdir(parents=True)
        (project.VENV / "bin/python").touch()

    monkeypatch.setattr(installation, "make_environment", make_environment)
    monkeypatch.setattr(installation, "run_logged", run_logged)
    for _ in range(2):
        project_steps()[0].run()

    assert project_steps()[0].is_done()
    assert "the command cdktf" == project.CDKTF.read_text()
    assert "the command jupyterhub-on-eks" == project.COMMAND_LINE.read_text()
    assert ["pipenv", "Installing the Python packages", "Installing the Python packages"] == ran


def test_discard_never_follows_a_link(tmp_path: Path) -> None:
    """Of a symbolic link only the link goes, even to a folder."""
    (tmp_path / "kept" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    (tmp_path / "file").touch()

    for name in ("link", "file", "missing"):
        discard(tmp_path / name)
    assert ["kept"] == [path.name for path in tmp_path.iterdir()]
    assert (tmp_path / "kept" / "deep").exists()

    discard(tmp_path / "kept")
    assert [] == list(tmp_path.iterdir())
