"""The report as SARIF."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from constructs_lib.errors import FileProblem, Kind
from jupyterhub_on_eks.cli.sarif import RULES, sarif_report
from jupyterhub_on_eks.report import Report
from tests.jupyterhub_on_eks.cli.test_machine_reports import REPORT

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_POSITIVE = {"type": "integer", "minimum": 1}
#: The members that the standard or GitHub's code scanning requires, with their types in the standard.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string", "pattern": "^https://.*sarif-schema-2\\.1\\.0\\.json$"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool", "results"],
            "additionalProperties": False,
            "properties": {
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name", "rules"],
                            "properties": {"rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}, "uniqueItems": True}},
                        }
                    },
                },
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
        },
        "rule": {"type": "object", "required": ["id", "shortDescription"], "properties": {"shortDescription": _TEXT}},
        "result": {
            "type": "object",
            "required": ["ruleId", "message", "level"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": _TEXT,
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation", "region"],
                    "properties": {
                        "artifactLocation": {
                            "required": ["uri"],
                            "properties": {"uri": {"type": "string", "pattern": "^[A-Za-z0-9_.~/%-]+$|^file:///"}},
                        },
                        "region": {"required": ["startLine"], "properties": {"startLine": _POSITIVE, "startColumn": _POSITIVE}},
                    },
                },
                "logicalLocations": {"type": "array", "items": {"required": ["fullyQualifiedName"]}},
            },
        },
    },
}


def check_sarif(text: str) -> list[dict[str, Any]]:
    """Check that the text is SARIF whose results name its rules; return the results."""
    log = json.loads(text)
    Draft202012Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [] == [result for result in run["results"] if rules[result["ruleIndex"]] != result["ruleId"]]
    return list(run["results"])


def test_results() -> None:
    """Level, rule, position and key of each; a result about the whole file is at its first line, for GitHub."""
    results = check_sarif(sarif_report(REPORT))

    assert [("error", "wrong-value"), ("error", "unreadable"), ("error", "no-hub-file"), ("warning", "warning")] == [
        (result["level"], result["ruleId"]) for result in results
    ]
    assert [
        {
            "physicalLocation": {"artifactLocation": {"uri": "a.yaml"}, "region": {"startLine": 2, "startColumn": 3}},
            "logicalLocations": [{"fullyQualifiedName": "cluster.name"}],
        }
    ] == results[0]["locations"]
    assert [{"physicalLocation": {"artifactLocation": {"uri": "odd%2Cna%3Ame%25.yaml"}, "region": {"startLine": 1}}}] == results[1][
        "locations"
    ]
    assert "locations" not in results[2]
    assert "ccc" not in sarif_report(REPORT)


def test_nothing_found() -> None:
    """An empty list of results, which clears what an earlier upload has shown."""
    assert [] == check_sarif(sarif_report(Report(files=[Path("a.yaml")], mistakes=[])))


def test_every_kind_is_a_rule() -> None:
    """A new kind needs a description."""
    assert set(Kind) == set(RULES)


def test_paths_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path below the working folder is relative to it; another is a URI with its scheme."""
    monkeypatch.chdir(tmp_path)
    problems = [FileProblem(path, "is wrong") for path in (tmp_path / "my hubs/a.yaml", Path("/else/ü.yaml"))]

    results = check_sarif(sarif_report(Report(files=[], mistakes=problems)))

    assert ["my%20hubs/a.yaml", "file:///else/%C3%BC.yaml"] == [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results
    ]


def test_the_check_detects_what_is_wrong() -> None:
    """A log that lacks a member is refused."""
    log = json.loads(sarif_report(REPORT))
    del log["runs"][0]["results"][0]["message"]

    assert not Draft202012Validator(SCHEMA).is_valid(log)


def test_name_that_is_not_utf8() -> None:
    """Its bytes are encoded as in a URI."""
    problem = FileProblem(Path(os.fsdecode(b"caf\xe9.yaml")), "is wrong")

    (result,) = check_sarif(sarif_report(Report(files=[], mistakes=[problem])))

    assert "caf%E9.yaml" == result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
