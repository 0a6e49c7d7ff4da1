"""Reports for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from constructs_lib.errors import FileProblem, Kind
from jupyterhub_on_eks.cli.machine_reports import github_report, json_report, relative
from jupyterhub_on_eks.report import Report

SECRET = "h" + f"f_{'c' * 34}"
REPORT = Report(
    files=[Path("a.yaml"), Path("b.yaml")],
    mistakes=[
        FileProblem(Path("a.yaml"), f"{SECRET!r} is wrong", ("cluster", "name"), 2, 3, Kind.WRONG_VALUE),
        FileProblem(Path("odd,na:me%.yaml"), "is 100%\nwrong", (), None, None, Kind.UNREADABLE),
        FileProblem(None, "nothing is named", kind=Kind.NO_HUB_FILE),
    ],
    warnings=[FileProblem(Path("b.yaml"), "true is bold", ("run_as_root",), 9, 1, Kind.WARNING)],
)


def test_json() -> None:
    """Each with file, line, column, key and rule as separate values; no secret."""
    document = json.loads(json_report(REPORT))

    assert (1, ["a.yaml", "b.yaml"], 3, 1) == tuple(document[key] for key in ("format", "files", "mistakes", "warnings"))
    assert [
        {
            "severity": "mistake",
            "rule": "wrong-value",
            "file": "a.yaml",
            "line": 2,
            "column": 3,
            "key": "cluster.name",
            "message": "'(not shown)' is wrong",
        },
        {
            "severity": "mistake",
            "rule": "unreadable",
            "file": "odd,na:me%.yaml",
            "line": None,
            "column": None,
            "key": None,
            "message": r"is 100%\nwrong",
        },
        {
            "severity": "mistake",
            "rule": "no-hub-file",
            "file": None,
            "line": None,
            "column": None,
            "key": None,
            "message": "nothing is named",
        },
        {
            "severity": "warning",
            "rule": "warning",
            "file": "b.yaml",
            "line": 9,
            "column": 1,
            "key": "run_as_root",
            "message": "true is bold",
        },
    ] == document["results"]


def test_github() -> None:
    """One workflow command for each, with escapes for what would end a property or the command; the count is for the log."""
    assert [
        "::error title=wrong-value,file=a.yaml,line=2,col=3::cluster.name: '(not shown)' is wrong",
        r"::error title=unreadable,file=odd%2Cna%3Ame%25.yaml::is 100%25\nwrong",
        "::error title=no-hub-file::nothing is named",
        "::warning title=warning,file=b.yaml,line=9,col=1::run_as_root: true is bold",
        "2 hub files checked: 3 mistakes, 1 warning.",
    ] == github_report(REPORT).splitlines()


def test_github_parses_it() -> None:
    """What GitHub's runner reads as a command, its properties and its message, by the order in which it undoes the escapes."""
    for line in github_report(REPORT).splitlines()[:-1]:
        command = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", line)
        assert command
        properties = dict(pair.split("=", 1) for pair in command[2].split(","))
        assert {"title"} <= set(properties) <= {"title", "file", "line", "col"}


def test_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CI systems know files by their paths in the repository, also if the command was given another."""
    monkeypatch.chdir(tmp_path)

    assert ["hubs/a.yaml", "hubs/a.yaml", "/elsewhere/a.yaml", "../a.yaml", ""] == [
        relative(path) for path in (Path("hubs/a.yaml"), tmp_path / "hubs/a.yaml", "/elsewhere/a.yaml", "../a.yaml", None)
    ]
