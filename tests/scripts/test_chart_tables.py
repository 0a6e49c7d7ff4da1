"""The tables of the chart's schemas are up to date with the script."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import chart_tables
from scripts.console import Trouble
from tests.conftest import schema_folder


def _made(folder: Path, **schemas: Any) -> Any:
    for version, schema in schemas.items():
        name = f"values.schema-{version.removeprefix('v').replace('_', '.')}.json"
        (folder / name).write_text(json.dumps(schema), encoding="utf-8")
    return json.loads(chart_tables.tables(folder))


@pytest.mark.schema
def test_shipped_tables_are_up_to_date() -> None:
    """Byte for byte."""
    folder = schema_folder()
    if folder is None:
        pytest.skip("the chart's schemas are missing; set Z2JH_SCHEMAS to their folder")

    assert chart_tables.TABLES.read_text(encoding="utf-8") == chart_tables.tables(folder)


def test_keywords_of_a_schema(tmp_path: Path) -> None:
    """Every keyword that validates has its own in the tables; descriptive ones are left out."""
    schema = {
        "title": "x",
        "description": "x",
        "type": "object",
        "additionalProperties": False,
        "required": ["a"],
        "properties": {"a": {"type": ["string", "null"]}, "b": {"type": "array", "items": {"minimum": 0}}, "c": {"enum": ["x"]}},
        "patternProperties": {".*": {"oneOf": [{"required": ["x"]}, {"required": ["y"]}]}},
        "if": {"properties": {"on": {"const": True}}},
        "then": {"required": ["z"]},
    }

    made = _made(tmp_path, v1_2_0=schema)

    places = made["places"]
    root = places[made["versions"]["1.2.0"]]
    assert {"type": ["object"], "closed": True, "required": ["a"]}.items() <= root.items()
    assert {"a": {"type": ["string", "null"]}, "c": {"enum": ["x"]}}.items() <= {key: places[n] for key, n in root["keys"].items()}.items()
    assert {"minimum": 0} == places[places[root["keys"]["b"]]["items"]]
    assert {"one_of": ["x", "y"]} == places[root["patterns"][".*"]]
    assert ("on", {"required": ["z"]}) == (root["when"][0], places[root["when"][1]])


def test_versions_share_equal_parts(tmp_path: Path) -> None:
    """In the order of the versions, not alphabetically."""
    same = {"properties": {"a": {"type": "string"}}}

    made = _made(tmp_path, v1_10_0={"properties": {**same["properties"], "b": {}}}, v1_9_0=same, v1_2_0=same)

    assert ["1.2.0", "1.9.0", "1.10.0"] == list(made["versions"])
    assert made["versions"]["1.2.0"] == made["versions"]["1.9.0"]
    assert 4 == len(made["places"])


@pytest.mark.parametrize(
    "schema",
    [
        {"maxLength": 3},
        {"properties": {"a": {"$ref": "#/x"}}},
        {"additionalProperties": {"type": "string"}},
        {"oneOf": [{"type": "string"}]},
        {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
        {"if": {"properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}},
    ],
)
def test_unsupported_keyword(schema: Any, tmp_path: Path) -> None:
    """A rule that the tables would lose stops the script."""
    with pytest.raises(Trouble, match="can't express"):
        _made(tmp_path, v1_2_0=schema)


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes the file; without a folder, or in one without schemas, the message states what is required."""
    monkeypatch.setattr(chart_tables, "TABLES", tmp_path / "tables.json")
    for arguments, wanted in (([], "usage: "), ([str(tmp_path)], "values.schema-")):
        monkeypatch.setattr(sys, "argv", ["chart_tables", *arguments])
        with pytest.raises(Trouble, match=wanted):
            chart_tables.main()
    _made(tmp_path, v1_2_0={})

    assert 0 == chart_tables.main()

    assert '{"versions": {"1.2.0": 0},\n"places": [\n{}\n]}\n' == (tmp_path / "tables.json").read_text(encoding="utf-8")
