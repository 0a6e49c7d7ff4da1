"""The course of a setup: no steps if all is installed, one step after the other if not."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import bootstrap
from bootstrap import paths
from bootstrap.__main__ import complete
from bootstrap.steps import Step

FIRST_READ = Path(bootstrap.__file__).read_text()


def test_it_is_small_and_has_no_dependencies() -> None:
    """At most 300 lines, with Python's standard library alone."""
    modules = sorted(Path(bootstrap.__file__).parent.glob("*.py"))
    texts = [module.read_text() for module in modules]
    imports = [node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        name.partition(".")[0]
        for node in imports
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }

    assert sum(len(text.splitlines()) for text in texts) <= 300
    assert set() == names - {"bootstrap"} - sys.stdlib_module_names


def test_missing_steps_run_in_their_order(empty_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is shown with its seconds; a second run does, writes and prints nothing."""
    ran: list[str] = []
    steps = [Step(name, empty_project / name, "done", (), lambda name=name: ran.append(name)) for name in ("b", "a")]  # type: ignore[misc]

    complete(steps)
    first = capsys.readouterr().out
    complete(steps)

    assert ["b", "a"] == ran
    assert ["Installing b ... 0 s", "Installing a ... 0 s"] == first.splitlines()
    assert "" == capsys.readouterr().out


def test_folder_that_cannot_be_written(empty_project: Path) -> None:
    """This is detected before anything is installed, and the message names the path."""
    (empty_project / ".tools").rmdir()
    paths.TOOLS.touch()

    with pytest.raises(SystemExit, match=r"\.tools.*\nFix this"):
        complete([Step("a", empty_project / "a", "done", (), lambda: pytest.fail("installed anyway"))])


def test_old_pythons_can_parse_what_runs_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package's own module is written for Python 3.6, and tells such a Python's user which version is required."""
    ast.parse(FIRST_READ, feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "version", "3.9.2 (default)")

    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is required; this is Python 3\.9\.2") as ended:
        exec(FIRST_READ, {})  # noqa: S102  # as an import does
    assert "\n  make synth PYTHON=python3.13\n" in str(ended.value)
