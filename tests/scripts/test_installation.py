"""What is installed, and how a later run knows that it is there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts import installation, project
from scripts.console import Trouble
from scripts.installation import COMMAND, Step, discard, project_steps, tool_step


def make_step(folder: Path, wanted: str = "key") -> Step:
    """A step that makes one file."""
    return Step("something", folder / "stamp", wanted, folder / "made", lambda _held: (folder / "made").touch())


def test_a_step_is_done_after_it_ran(tmp_path: Path) -> None:
    """The stamp is what tells, written after the work."""
    step = make_step(tmp_path)
    assert not step.is_done()

    step.run(0)

    assert step.is_done()


def test_a_step_that_failed_is_not_done(tmp_path: Path) -> None:
    """No stamp is left by a step that broke off, even where it made its file."""

    def half(_held: int) -> None:
        (tmp_path / "made").touch()
        raise Trouble("broken off")

    step = Step("something", tmp_path / "stamp", "key", tmp_path / "made", half)
    with pytest.raises(Trouble):
        step.run(0)

    assert not step.is_done()


def test_a_step_whose_key_changed_is_to_be_done_again(tmp_path: Path) -> None:
    """Another lock file, Python or folder makes another key."""
    make_step(tmp_path).run(0)

    assert not make_step(tmp_path, wanted="another key").is_done()


def test_a_step_whose_work_is_gone_is_to_be_done_again(tmp_path: Path) -> None:
    """A stamp alone does not count, for example when the Python behind a virtual environment was removed."""
    step = make_step(tmp_path)
    step.run(0)
    (tmp_path / "made").unlink()

    assert not step.is_done()


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("Pipfile.lock", "Python packages"),
        ("package-lock.json", "CDKTF command line"),
        (".venv/bin/cdktf", "command cdktf"),
    ],
)
def test_only_what_depends_on_a_changed_file_is_done_again(empty_project: Path, changed: str, again: str) -> None:
    """Each lock file belongs to one step."""
    for step in project_steps():
        for file in (step.needed, step.stamp):
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


def test_the_command_cdktf_can_be_run(empty_project: Path) -> None:
    """Set-up's last step leaves an executable file, its own text the stamp."""
    (empty_project / ".venv" / "bin").mkdir(parents=True)
    step = project_steps()[2]

    step.run(0)

    assert step.is_done()
    assert COMMAND.read_text() == project.CDKTF.read_text()
    assert 0o111 == project.CDKTF.stat().st_mode & 0o111


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
