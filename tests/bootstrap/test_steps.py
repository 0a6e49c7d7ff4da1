"""What is installed, and how a later run detects it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bootstrap import environments, paths, steps
from bootstrap.steps import Step, dev, discard, project


def make_step(folder: Path, wanted: str = "key") -> Step:
    """A step that creates one file."""
    return Step("it", folder / "stamp", wanted, (folder / "made",), (folder / "made").touch)


def test_a_step_is_done_after_it_ran(tmp_path: Path) -> None:
    """The stamp records it; another key or a missing result makes it run again."""
    step = make_step(tmp_path)
    assert not step.is_done()

    step.run()

    assert step.is_done()
    assert not make_step(tmp_path, "another key").is_done()
    (tmp_path / "made").unlink()
    assert not step.is_done()


def test_a_step_that_failed_is_not_done(tmp_path: Path) -> None:
    """The stamp of an earlier run is deleted before the step begins."""

    def fail() -> None:
        raise SystemExit("failed")

    (tmp_path / "stamp").write_text("key")
    step = Step("it", tmp_path / "stamp", "key", (), fail)
    with pytest.raises(SystemExit):
        step.run()

    assert not step.is_done()


def _stamp() -> None:
    for step in dev():
        for file in (*step.needed, step.stamp):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.wanted)
    assert all(step.is_done() for step in dev())


def _missing() -> list[str]:
    return [step.title for step in dev() if not step.is_done()]


@pytest.mark.parametrize(
    ("changed", "text", "again"),
    [
        ("Pipfile.lock", {"default": {"x": {"version": "==1", "hashes": []}}, "develop": {}}, ["the Python packages (default)"]),
        ("Pipfile.lock", {"default": {}, "develop": {"x": {"version": "==1", "hashes": []}}}, ["the Python packages (develop)"]),
        ("Pipfile.lock", {"_meta": "other", "default": {}, "develop": {}}, []),
        ("package-lock.json", {}, ["the CDKTF command line"]),
    ],
)
def test_only_what_depends_on_a_change_runs_again(empty_project: Path, changed: str, text: object, again: list[str]) -> None:
    """Each section and lock file belongs to one step."""
    _stamp()

    (empty_project / changed).write_text(json.dumps(text, indent=1) + "\n")

    assert again == _missing()


def test_users_get_no_test_packages() -> None:
    """``make synth`` installs only the first section of the real lock file."""
    titles = [step.title for step in project()]
    default = environments.requirements(paths.ROOT / "Pipfile.lock", "default")

    assert ["the Python packages (default)", "the CDKTF command line"] == titles
    assert [*titles, "the Python packages (develop)"] == [step.title for step in dev()]
    assert not [name for name in ("mypy", "ruff", "pytest", "hypothesis") if f"\n{name}==" in default]


def test_a_moved_environment_or_another_python_has_another_key(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts in an environment contain its path; a link to it is not another path."""
    before = project()[0].wanted
    assert f"python {sys.version_info.major}.{sys.version_info.minor}\n" in before
    (empty_project / "real").mkdir()
    (empty_project / "link").symlink_to(empty_project / "real")
    monkeypatch.setattr(paths, "VENV", empty_project / "real")
    moved = project()[0].wanted
    monkeypatch.setattr(paths, "VENV", empty_project / "link")

    assert before != moved
    assert moved == project()[0].wanted


def test_the_commands_are_links_to_the_scripts(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Npm's own command is replaced; dev packages are installed into the existing environment."""
    ran: list[str] = []
    (empty_project / "scripts").mkdir()
    for name in ("cdktf", "jupyterhub-on-eks"):
        (empty_project / "scripts" / name).write_text(f"the command {name}")

    def make_environment(folder: Path) -> None:
        ran.append("venv")
        (folder / "bin").mkdir(parents=True)
        (folder / "bin/python").touch()

    def run(*_command: object, task: str) -> None:
        ran.append(task)
        (paths.NODE_MODULES / ".bin").mkdir(parents=True)
        (paths.NODE_MODULES / ".bin/cdktf").touch()

    monkeypatch.setattr(environments, "make_environment", make_environment)
    monkeypatch.setattr(environments, "install", lambda _folder, listed: ran.append(listed.name))
    monkeypatch.setattr(steps, "run", run)
    for step in dev():
        step.run()

    assert ["venv", "default", "Installing the CDKTF command line", "develop"] == ran
    assert [] == _missing()
    for file in (".venv/bin/cdktf", ".venv/bin/jupyterhub-on-eks", "node_modules/.bin/cdktf"):
        assert f"the command {Path(file).name}" == (empty_project / file).read_text()


def test_discard_never_follows_a_link(tmp_path: Path) -> None:
    """Of a symbolic link only the link is deleted, even if it leads to a folder."""
    (tmp_path / "kept" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    (tmp_path / "file").touch()

    for name in ("link", "file", "missing"):
        discard(tmp_path / name)
    assert ["kept"] == [path.name for path in tmp_path.iterdir()]
    assert (tmp_path / "kept" / "deep").exists()

    discard(tmp_path / "kept")
    assert [] == list(tmp_path.iterdir())
