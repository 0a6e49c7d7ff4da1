"""Tools of the tests and of maintainers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap import environments
from scripts import tools
from scripts.tools import main, tool


def test_an_unknown_tool_ends_with_status_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The known ones are the folders of tools/."""
    monkeypatch.setattr("sys.argv", ["tools", "chekov"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert 2 == ended.value.code
    assert "checkov" in capsys.readouterr().err


def test_npms_packages_are_installed_beside_pythons(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the tool has an npm lock file; both are part of the key."""
    source, ran = empty_project / "tools/browser", list[str]()
    source.mkdir(parents=True)
    (source / "requirements.txt").touch()
    alone = tool("browser").wanted
    for name in ("package.json", "package-lock.json"):
        (source / name).write_text("{}")
    monkeypatch.setattr(environments, "make_environment", lambda folder: (folder / "bin").mkdir(parents=True))
    monkeypatch.setattr(environments, "install", lambda folder, listed: (folder / "bin/python").write_text(listed.name))
    monkeypatch.setattr(tools, "run", lambda *_command, task: ran.append(task))

    tool("browser").run()

    assert tool("browser").is_done()
    assert tool("browser").wanted.startswith(alone)
    assert ["Installing the Node packages of browser"] == ran
    assert {"package.json", "package-lock.json"} <= {path.name for path in (empty_project / ".tools/browser").iterdir()}
