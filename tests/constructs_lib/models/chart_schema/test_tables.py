"""The chart's schemas as tables: which one belongs to a version, and its content."""

from __future__ import annotations

import pytest

from constructs_lib.models.chart_schema.tables import Table, tables_around
from constructs_lib.models.chart_version import RECOMMENDED, SUPPORTED_MAJORS, ChartVersion


def _roots(version: str) -> tuple[int | None, int | None]:
    older, newer = tables_around(ChartVersion.of(version))
    return older.root if older else None, newer.root if newer else None


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.3.8", "4.1.0", RECOMMENDED])
def test_known_version(version: str) -> None:
    """A version that has a table is the nearest to itself, on both sides."""
    older, newer = _roots(version)

    assert older is not None
    assert older == newer


def test_version_between_two() -> None:
    """The nearest older one, and the nearest newer one, of the same major version; a pre-release comes before its release."""
    assert (_roots("4.0.0")[0], _roots("4.1.0")[0]) == _roots("4.0.7") == _roots("4.1.0-beta.1")
    assert _roots("4.0.0") != _roots("4.1.0")


@pytest.mark.parametrize("version", ["1.0.0", "3.0.0", "4.0.0-beta.1"])
def test_version_before_all(version: str) -> None:
    """What the previous major version accepts doesn't apply."""
    older, newer = _roots(version)

    assert older is None
    assert newer is not None


@pytest.mark.parametrize("version", ["1.99.0", "2.0.1", "4.99.0"])
def test_version_after_all(version: str) -> None:
    """Nobody knows yet what it accepts."""
    older, newer = _roots(version)

    assert older is not None
    assert newer is None


@pytest.mark.parametrize("major", SUPPORTED_MAJORS)
def test_each_major_version_has_a_table(major: int) -> None:
    """A supported major version without one would never be checked."""
    assert any(tables_around(ChartVersion(major, 99, 0)))


def test_paths_of_a_key() -> None:
    """All paths of a name, the outermost first."""
    table = Table([{"keys": {"a": 1, "name": 2}}, {"keys": {"name": 2, "b": 3}}, {}, {"keys": {"name": 2}}], 0)

    assert ["name", "a.name", "a.b.name"] == list(table.paths("name"))
    assert [] == list(table.paths("other"))
