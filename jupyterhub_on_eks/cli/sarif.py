"""The report on hub files as SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure DevOps and many editors read.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub Docs, "SARIF support for code scanning".
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from constructs_lib.errors import FileProblem, Kind, key_path
from jupyterhub_on_eks import __version__
from jupyterhub_on_eks.cli.machine_reports import relative
from jupyterhub_on_eks.report import Report, is_mistake

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: Description of each rule.
RULES = {
    Kind.NO_HUB_FILE: "A path is a hub file or a folder of them.",
    Kind.UNREADABLE: "A hub file is UTF-8 text that contains a mapping.",
    Kind.SYNTAX: "A hub file is YAML or TOML with plain values.",
    Kind.REPEATED_KEY: "A mapping has each key once.",
    Kind.UNKNOWN_KEY: "A hub file has only the keys of the settings reference.",
    Kind.MISSING_KEY: "Required keys are set.",
    Kind.WRONG_VALUE: "The value of a key is one that it allows.",
    Kind.PLACEHOLDER: "Placeholders, CHANGEME, are replaced by values.",
    Kind.CONFLICT: "Keys and add-ons are compatible with each other.",
    Kind.ONE_RUN: "A resource that exists once in a cluster, bucket or zone belongs to one hub file of a run.",
    Kind.ADD_ONS: "The modules in cdktf.json that have add-ons can be imported.",
    Kind.WARNING: "Settings that work, but have consequences that you should know.",
}


def sarif_report(report: Report) -> str:
    """Return the report as one SARIF log with one run."""
    driver = {"name": "jupyterhub-on-eks", "version": __version__, "rules": [_rule(kind) for kind in RULES]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(problem) for problem in report.found]}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(kind: Kind) -> dict[str, Any]:
    level = "warning" if kind is Kind.WARNING else "error"
    return {"id": kind.value, "shortDescription": {"text": RULES[kind]}, "defaultConfiguration": {"level": level}}


def _result(problem: FileProblem) -> dict[str, Any]:
    return {
        "ruleId": problem.kind.value,
        "ruleIndex": list(RULES).index(problem.kind),
        "level": "error" if is_mistake(problem) else "warning",
        "message": {"text": problem.text},
        **({"locations": [_location(problem)]} if problem.file is not None else {}),
    }


def _location(problem: FileProblem) -> dict[str, Any]:
    # GitHub shows no result without a line; a problem of the whole file is at its first line.
    region = {"startLine": problem.line or 1, **({"startColumn": problem.column} if problem.column else {})}
    physical = {"artifactLocation": {"uri": _uri(problem.file)}, "region": region}
    logical = {"logicalLocations": [{"fullyQualifiedName": key_path(problem.path)}]} if problem.path else {}
    return {"physicalLocation": physical, **logical}


def _uri(file: Path | str | None) -> str:
    """Return a path as a URI: relative to the repository, or with a scheme. A colon in it would be read as the end of a scheme."""
    path = quote(os.fsencode(relative(file)))  # a file name may not be UTF-8
    return f"file://{path}" if path.startswith("/") else path
