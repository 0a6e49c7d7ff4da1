"""The benchmark's figures: what is compared with what, and when the budget is exceeded."""

from __future__ import annotations

import pytest

from bench.contenders import CDKTF, FLEETS, FLOOR, NAIVE, NAIVE_TERRAIN, PRODUCT, PRODUCT_TERRAIN
from bench.figures import BUDGET, Ratio, ratios, summary
from bench.peer import BLUEPRINTS, CDK
from bench.processes import FIGURES, Run


def _runs(*walls: float, memory: float = 0) -> list[Run]:
    return [{"wall time": wall, "work": 2 * wall, "memory": memory} for wall in walls]


RUNS = {
    "this project": _runs(1, 2, 1, memory=200),
    "naive app": _runs(20, 60, memory=1000),
    "bare floor": _runs(0.5, 1, 1),
    "1 hub": _runs(1, memory=200),
    "10 hubs": _runs(2),
    "50 hubs": _runs(6),
    "100 hubs": _runs(11, memory=300),
}


def test_ratios_are_medians_within_the_rounds() -> None:
    """A round that the machine slowed down slows both of its programs; a program with fewer rounds is compared in those."""
    assert {ratio.name: ratio.value for ratio in ratios(RUNS)} == {
        "naive app / this project, wall time": 25.0,
        "naive app / this project, memory": 5.0,
        "this project / bare floor, wall time": 2.0,
        "100 hubs / 1 hub, wall time": 11.0,
        "100 hubs / 1 hub, memory": 1.5,
        "time per added hub, 50 to 100 / 10 to 50": 1.0,
    }


def test_each_limit_is_for_what_is_measured() -> None:
    """Every budget names an existing contender and figure."""
    all_runs = {name: _runs(1, memory=1) for name in (PRODUCT, NAIVE, PRODUCT_TERRAIN, NAIVE_TERRAIN, FLOOR, CDKTF, BLUEPRINTS, CDK)}
    fleets = {name: _runs(size, memory=1) for name, size in FLEETS.items()}

    assert list(BUDGET) == [ratio.name for ratio in ratios(all_runs | fleets)]


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("naive app / this project, wall time", 20.0, True),
        ("naive app / this project, wall time", 19.9, False),
        ("this project / bare floor, wall time", 2.0, True),
        ("this project / bare floor, wall time", 2.1, False),
    ],
)
def test_budget_has_minimums_and_maximums(name: str, value: float, *, kept: bool) -> None:
    """Some ratios must not fall below their limit, the others must not exceed it."""
    assert kept == Ratio(name, value).kept


def test_summary_keeps_the_samples() -> None:
    """The results file holds medians and their samples, each figure with its unit."""
    found = summary({"a": _runs(1, 2, 3.4411)})

    assert [f"{figure}, {unit}" for figure, unit in FIGURES.items()] == list(found)
    assert {"a": {"median": 2.0, "samples": [1.0, 2.0, 3.441]}} == found["wall time, s"]
