"""The report by tiers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.tiers import TIERS, pytest_collection_modifyitems, summary


def _report(*markers: str, reason: str = "", seconds: float = 1.0) -> Any:
    """Make a report as pytest does of a test with these markers."""
    item = SimpleNamespace(iter_markers=lambda: [SimpleNamespace(name=marker) for marker in markers], user_properties=[])
    pytest_collection_modifyitems([item])
    return SimpleNamespace(user_properties=item.user_properties, duration=seconds, longrepr=("file", 1, f"Skipped: {reason}"))


def test_every_tier_tells_its_counts_and_its_time() -> None:
    """A test without a marker is of the tier unit; one with several belongs to the first."""
    stats = {"passed": [_report(), _report("aws", "slow"), _report("aws", seconds=41)], "failed": [_report("aws")], "error": [_report()]}

    assert ["unit      1 passed, 1 failed (2 s)", "aws       2 passed, 1 failed (43 s)"] == list(summary(stats))


def test_every_reason_of_a_skip_is_told_once() -> None:
    """The number of tests stands behind it."""
    stats = {"skipped": [_report("cluster", reason=reason, seconds=0) for reason in ("no cluster", "no chart", "no cluster")]}

    assert [
        "cluster   3 skipped (0 s)",
        "          skipped: no chart (1)",
        "          skipped: no cluster (2)",
    ] == list(summary(stats))


def test_nothing_is_told_of_a_tier_that_was_not_asked_for() -> None:
    """An empty run has an empty report."""
    assert [] == list(summary({"deselected": [_report("aws")]}))


def test_every_marker_is_a_tier(pytestconfig: Any) -> None:
    """The report knows all markers that the project registers."""
    registered = [line.split(":")[0] for line in pytestconfig.getini("markers")]

    assert [] == [tier for tier in TIERS if tier not in registered]
