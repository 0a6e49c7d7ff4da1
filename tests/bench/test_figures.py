"""The benchmark's figures: what is compared with what, and when the budget is passed."""

from __future__ import annotations

import pytest

from bench.figures import BUDGET, Ratio, ratios, summary

WALL = {"this project": [1.0, 2.0, 1.0], "naive app": [20.0, 60.0], "bare floor": [0.5, 1.0, 1.0]}
MEMORY = {"this project": [200.0], "naive app": [1000.0], "bare floor": [100.0]}
FLEET_WALL = {1: [1.0], 10: [2.0], 50: [6.0], 100: [11.0]}
FLEET_MEMORY = {1: [200.0], 10: [210.0], 50: [250.0], 100: [300.0]}


def test_ratios_are_medians_within_the_rounds() -> None:
    """A round that the machine slowed down slows both of its programs; who runs in fewer rounds is compared in those."""
    found = {ratio.name: ratio.value for ratio in ratios(WALL, MEMORY, FLEET_WALL, FLEET_MEMORY)}

    assert found == {
        "naive app / this project, wall time": 25.0,
        "naive app / this project, memory": 5.0,
        "this project / bare floor, wall time": 2.0,
        "100 hubs / 1 hub, wall time": 11.0,
        "100 hubs / 1 hub, memory": 1.5,
        "time per added hub, 50 to 100 / 10 to 50": 1.0,
    }


def test_all_ratios_have_a_budget() -> None:
    """Nothing is compared without a limit, and no limit is for nothing."""
    peers = {"EKS Blueprints": [1.0], "cdk synth, EKS Blueprints": [2.0], "cdktf synth, this project": [2.0]}

    assert set(BUDGET) == {ratio.name for ratio in ratios(WALL | peers, MEMORY, FLEET_WALL, FLEET_MEMORY)}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("naive app / this project, wall time", 20.0, True),
        ("naive app / this project, wall time", 19.9, False),
        ("this project / bare floor, wall time", 2.0, True),
        ("this project / bare floor, wall time", 2.1, False),
    ],
)
def test_budget_has_two_sides(name: str, value: float, *, kept: bool) -> None:
    """Some ratios may not fall below their limit, the others may not rise above it."""
    assert kept == Ratio(name, value).kept


def test_summary_keeps_the_samples() -> None:
    """The file of results holds medians and what they come from."""
    assert {"a": {"median": 2.0, "samples": [1.0, 2.0, 3.44]}} == summary({"a": [1.0, 2.0, 3.441]}, 2)
