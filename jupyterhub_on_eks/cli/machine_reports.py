"""Reports on hub files for programs: JSON, and workflow commands of GitHub Actions. SARIF is in `sarif`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from constructs_lib.errors import FileProblem, key_path
from jupyterhub_on_eks.report import Report, is_mistake

#: Incremented when a key of the JSON is removed or changes its meaning, not for new keys.
FORMAT = 1


def json_report(report: Report) -> str:
    """Return the report as one JSON document. ``docs/command-line.md`` describes it."""
    document = {
        "format": FORMAT,
        "files": [str(path) for path in report.files],
        "mistakes": len(report.mistakes),
        "warnings": len(report.warnings),
        "results": [_result(problem) for problem in report.found],
    }
    return json.dumps(document, indent=2) + "\n"


def _result(problem: FileProblem) -> dict[str, Any]:
    return {
        "severity": "mistake" if is_mistake(problem) else "warning",
        "rule": problem.kind.value,
        "file": None if problem.file is None else str(problem.file),
        "line": problem.line,
        "column": problem.column,
        "key": key_path(problem.path) or None,
        "message": problem.words,
    }


def github_report(report: Report) -> str:
    """Return the report as workflow commands, which GitHub shows at the lines of a pull request.

    Source: GitHub Docs, "Workflow commands for GitHub Actions"; the escapes are those of actions/toolkit, ``packages/core``, ``command.ts``.
    """
    return "".join(f"{line}\n" for line in (*map(_command, report.found), report.verdict))


def _command(problem: FileProblem) -> str:
    properties = {"title": problem.kind.value, "file": relative(problem.file), "line": problem.line, "col": problem.column}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{'error' if is_mistake(problem) else 'warning'} {written}::{_data(problem.text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def relative(file: Path | str | None) -> str:
    """Return a path relative to the working folder, which in CI is the repository's. A path elsewhere is unchanged."""
    if file is None:
        return ""
    path = Path(file)
    return path.relative_to(Path.cwd()).as_posix() if path.is_absolute() and path.is_relative_to(Path.cwd()) else path.as_posix()
