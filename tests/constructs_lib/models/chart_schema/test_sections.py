"""Mappings that the chart's templates require."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_schema.sections import sections_taken_away
from constructs_lib.models.chart_schema.tables import Place, Table, tables_around
from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion


def test_null_removes_no_section() -> None:
    """Only a mapping with fixed keys that doesn't allow null is one."""
    section: Place = {"type": ["object"], "keys": dict.fromkeys("uvwxyz", 2), "closed": True}
    nullable: Place = {**section, "type": ["object", "null"]}
    table = Table(({"keys": {"a": 1, "b": 3, "c": 4, "d": 5}}, section, {}, nullable, {"keys": {"x": 2}}, {"keys": {"a": 1}}), 0)

    (problem,) = sections_taken_away({"a": None, "b": None, "c": None, "unknown": None}, table)
    (deep,) = sections_taken_away({"d": {"a": None}, "unknown": {"a": None}}, table)

    assert (problem.path, deep.path) == (("a",), ("d", "a"))
    assert problem.message.startswith("null would drop all keys below it, which the chart reads: u, v, w, x and 2 more; ")
    assert [] == list(sections_taken_away({"a": {"u": None}}, table))


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.3.8", "4.0.0", RECOMMENDED])
@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"singleuser": {"memory": None, "networkTools": None}, "proxy": {"chp": None}, "scheduling": None}, 4),
        ({"hub": {"nodeSelector": None, "services": None, "annotations": None}, "singleuser": {"extraEnv": None, "extraFiles": None}}, 0),
    ],
)
def test_sections_of_the_chart(version: str, values: dict[str, Any], count: int) -> None:
    """Rendered by Helm, the first fail with a nil pointer, and the second are valid."""
    table, _ = tables_around(ChartVersion.of(version))

    assert table
    assert count == len(list(sections_taken_away(values, table)))
