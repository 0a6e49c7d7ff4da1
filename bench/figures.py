"""Figures of the runs: medians, ratios between contenders, and whether the ratios are within the budget."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.contenders import HERE
from bench.processes import FIGURES, Run

#: Limits of the ratios, by name: ``<one> / <other>, <figure>``.
BUDGET: Mapping[str, Mapping[str, float]] = json.loads((HERE / "budget.json").read_text(encoding="utf-8"))

#: The only other kind of ratio: whether the cost of a hub grows with their number.
GROWTH = "time per added hub, 50 to 100 / 10 to 50"

#: The runs of each contender, one for each round.
Runs = Mapping[str, Sequence[Run]]


@dataclass(frozen=True)
class Ratio:
    """One ratio and its budget."""

    name: str
    value: float

    @property
    def allowed(self) -> str:
        """The budget as text."""
        limits = BUDGET[self.name]
        return f"at most {limits['at_most']:g}" if "at_most" in limits else f"at least {limits['at_least']:g}"

    @property
    def kept(self) -> bool:
        """Whether the ratio is within the budget."""
        limits = BUDGET[self.name]
        return limits.get("at_least", 0) <= self.value <= limits.get("at_most", float("inf"))


def ratios(runs: Runs) -> Iterator[Ratio]:
    """Yield the budget's ratios if their contenders were measured.

    Each is the median of the ratios within the rounds, where programs ran in direct succession: other load on the machine changes
    between rounds and affects both.
    """
    for name in BUDGET:
        pair, _, figure = name.rpartition(", ")
        one, _, other = pair.partition(" / ")
        if name == GROWTH:
            few, some, many = (median_of(runs[size], "wall time") for size in ("10 hubs", "50 hubs", "100 hubs"))
            yield Ratio(name, ((many - some) / 50) / ((some - few) / 40))
        elif one in runs and other in runs:  # one of them may run in fewer rounds
            yield Ratio(name, median(mine[figure] / yours[figure] for mine, yours in zip(runs[one], runs[other], strict=False)))


def median_of(runs: Sequence[Run], figure: str) -> float:
    """Return the median of a figure."""
    return median(run[figure] for run in runs)


def summary(runs: Runs) -> dict[str, Any]:
    """Return the medians with their samples, rounded, for the results file."""
    return {
        f"{figure}, {unit}": {
            name: {"median": round(median_of(each, figure), 3), "samples": [round(run[figure], 3) for run in each]}
            for name, each in runs.items()
        }
        for figure, unit in FIGURES.items()
    }
