"""Our result for chart values is that of the chart's own schema, on values merged over defaults as Helm does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_schema.tables import tables_around
from constructs_lib.models.chart_schema.verdict import refused
from constructs_lib.models.chart_version import ChartVersion
from tests.conftest import schema_folder
from tests.properties.profile import PROFILE

pytestmark = [pytest.mark.schema, pytest.mark.property]

_FOLDER = schema_folder()
_FILES = sorted(_FOLDER.rglob("values.schema-*.json")) if _FOLDER else []
#: Generated values for each version of the chart.
COUNT = 100
#: A value of each type, right for some keys and wrong for the others.
_ANYTHING: st.SearchStrategy[Any] = st.sampled_from(
    (None, True, False, 0, 1, -1, 1.0, 1.5, "", "a", "ClusterIP", "Always", [], ["a"], [{}], {}, {"a": "b"}, {"a": 1})
)
_NAMES = st.sampled_from(("a", "Abc", "enabled", "name", "huub", "x.y/z"))


def _default(schema: dict[str, Any]) -> Any:
    """Return what a chart might have as a default: every key, and the emptiest value that the schema accepts."""
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", ["null"])
    if "enum" in schema:
        return schema["enum"][0]
    if "null" in kinds:
        return None
    if "object" in kinds:
        return dict.fromkeys(schema.get("required", ()), False) | {
            key: _default(below) for key, below in schema.get("properties", {}).items()
        }
    return {"array": [], "string": "", "boolean": False, "integer": 0, "number": 0}[kinds[0]]


def _coalesced(default: Any, values: Any) -> Any:
    """Merge values over defaults, as Helm does: null removes a default. Source: Helm, ``chartutil.CoalesceValues``."""
    if not isinstance(default, dict) or not isinstance(values, dict):
        return values
    laid = {key: _coalesced(default[key], value) if key in default else value for key, value in values.items()}
    return {key: value for key, value in {**default, **laid}.items() if not (key in default and key in values and value is None)}


@st.composite
def _values(draw: st.DrawFn, schema: dict[str, Any], *, wrong: int = 6) -> Any:
    """Return values by a schema: right ones except in ``wrong`` places."""
    if draw(st.integers(1, wrong)) == 1:
        return draw(_ANYTHING)
    if "enum" in schema:
        return draw(st.sampled_from(schema["enum"]))
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", ["object", "array", "string", "integer"])
    kind = draw(st.sampled_from(kinds))
    if kind == "array":
        return draw(st.lists(_values(schema.get("items", {}), wrong=wrong), max_size=2))
    if kind != "object":
        return draw({"null": st.none(), "boolean": st.booleans(), "string": st.text("ab", max_size=2)}.get(kind, st.integers(-1, 3)))
    known = schema.get("properties", {})
    keys = draw(st.lists(st.sampled_from(sorted(known)), max_size=4, unique=True)) if known else []
    value = {key: draw(_values(known[key], wrong=wrong)) for key in keys}
    for below in schema.get("patternProperties", {}).values():
        value |= draw(st.dictionaries(_NAMES, _values(below, wrong=wrong), max_size=2))
    if draw(st.integers(1, wrong)) == 1:
        value[draw(_NAMES)] = draw(_ANYTHING)
    return value


def _agree(one: KeyPath, other: KeyPath) -> bool:
    """Return whether two paths may be of one mistake: a key that is unknown or missing is reported at the mapping, or at itself."""
    return one == other or one[:-1] == other or other[:-1] == one


@pytest.mark.skipif(not _FILES, reason="the chart's schemas are missing; set Z2JH_SCHEMAS to their folder")
@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem.removeprefix("values.schema-"))
def test_result_is_that_of_the_schema(file: Path) -> None:
    """The same values are refused, at the same keys."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(file.read_text(encoding="utf-8"))
    default, validator = _default(schema), jsonschema.Draft7Validator(schema)
    assert [] == list(validator.iter_errors(default))
    table, _ = tables_around(ChartVersion.of(file.stem.removeprefix("values.schema-")))
    assert table
    verdicts = {True: 0, False: 0}

    @settings(PROFILE, max_examples=COUNT)
    @given(st.one_of(_values(schema), _values(schema, wrong=60)))
    def compare(values: Any) -> None:
        if not isinstance(values, dict):
            return
        expected = [tuple(error.absolute_path) for error in validator.iter_errors(_coalesced(default, values))]
        ours = [problem.path for problem in refused(values, table)]
        assert bool(expected) == bool(ours), (values, expected, ours)
        assert all(any(_agree(path, other) for other in ours) for path in expected), (values, expected, ours)
        assert all(any(_agree(path, other) for other in expected) for path in ours), (values, expected, ours)
        verdicts[bool(ours)] += 1

    compare()
    assert min(verdicts.values()) > COUNT // 10
