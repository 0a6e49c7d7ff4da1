"""The report by tiers."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.tiers import TIERS, pytest_collection_modifyitems, summary


def _config(expression: str, deselected: Callable[..., None] | None = None) -> Any:
    """Return pytest's configuration of a run with this ``-m``."""
    return SimpleNamespace(option=SimpleNamespace(markexpr=expression), hook=SimpleNamespace(pytest_deselected=deselected))


def _report(*markers: str, reason: str = "", seconds: float = 1.0) -> Any:
    """Return a report as pytest creates it for a test with these markers."""
    item = SimpleNamespace(iter_markers=lambda: [SimpleNamespace(name=marker) for marker in markers], user_properties=[])
    pytest_collection_modifyitems(_config("nightly"), [item])
    return SimpleNamespace(user_properties=item.user_properties, duration=seconds, longrepr=("file", 1, f"Skipped: {reason}"))


def test_every_tier_shows_its_counts_and_its_time() -> None:
    """A test without a marker is in the tier unit; one with several belongs to the first."""
    stats = {"passed": [_report(), _report("aws", "slow"), _report("aws", seconds=41)], "failed": [_report("aws")], "error": [_report()]}

    assert ["unit      1 passed, 1 failed (2 s)", "aws       2 passed, 1 failed (43 s)"] == list(summary(stats))


def test_every_skip_reason_is_shown_once() -> None:
    """The number of tests is behind it."""
    stats = {"skipped": [_report("cluster", reason=reason, seconds=0) for reason in ("no cluster", "no chart", "no cluster")]}

    assert [
        "cluster   3 skipped (0 s)",
        "          skipped: no chart (1)",
        "          skipped: no cluster (2)",
    ] == list(summary(stats))


def test_nothing_is_shown_of_an_unselected_tier() -> None:
    """An empty run has an empty report."""
    assert [] == list(summary({"deselected": [_report("aws")]}))


@pytest.mark.parametrize(("expression", "expected"), [("", ["aws"]), ("aws", ["aws"]), ("nightly", ["aws", "nightly"])])
def test_nightly_runs_only_on_request(expression: str, expected: list[str]) -> None:
    """Neither `make test` nor a run of another tier includes it; pytest counts it as deselected."""
    items: list[Any] = [
        SimpleNamespace(name=name, iter_markers=lambda name=name: [SimpleNamespace(name=name)], user_properties=[])
        for name in ("aws", "nightly")
    ]
    reported: list[list[Any]] = []
    deselected = [item for item in items if item.name not in expected]

    pytest_collection_modifyitems(_config(expression, lambda *, items: reported.append(items)), items)

    assert expected == [item.name for item in items]
    assert ([deselected] if deselected else []) == reported


def test_every_marker_is_a_tier(pytestconfig: Any) -> None:
    """The report knows all markers that the project registers."""
    registered = [line.split(":")[0] for line in pytestconfig.getini("markers")]

    assert [] == [tier for tier in TIERS if tier not in registered]
