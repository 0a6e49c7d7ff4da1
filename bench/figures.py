"""From samples to figures: medians, ratios between contenders, and whether the ratios keep the budget."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.contenders import CDKTF, FLOOR, HERE, NAIVE, PRODUCT
from bench.peer import BLUEPRINTS, CDK

BUDGET: Mapping[str, Mapping[str, float]] = json.loads((HERE / "budget.json").read_text(encoding="utf-8"))

#: Seconds or MB, one number for each round; keyed by contender, or by number of hubs.
Samples = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Ratio:
    """One ratio beside what the budget allows."""

    name: str
    value: float

    @property
    def allowed(self) -> str:
        """The budget in words."""
        limits = BUDGET[self.name]
        return f"at most {limits['at_most']:g}" if "at_most" in limits else f"at least {limits['at_least']:g}"

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        limits = BUDGET[self.name]
        return limits.get("at_least", 0) <= self.value <= limits.get("at_most", float("inf"))


def ratios(
    wall: Samples, memory: Samples, fleet_wall: Mapping[int, Sequence[float]], fleet_memory: Mapping[int, Sequence[float]]
) -> list[Ratio]:
    """Give the budget's ratios, as far as their contenders were measured.

    Each is the median of the ratios within the rounds, whose programs ran one right after the other: what the machine does beside
    them changes from round to round, and touches both.
    """
    found = [
        Ratio(f"{one} / {other}, {what}", _paired(samples[one], samples[other]))
        for one, other, what, samples in (
            (NAIVE, PRODUCT, "wall time", wall),
            (NAIVE, PRODUCT, "memory", memory),
            (PRODUCT, FLOOR, "wall time", wall),
            (PRODUCT, BLUEPRINTS, "wall time", wall),
            (CDKTF, CDK, "wall time", wall),
        )
        if one in samples and other in samples
    ]
    few, some, many = (median(fleet_wall[size]) for size in (10, 50, 100))
    return [
        *found,
        Ratio("100 hubs / 1 hub, wall time", _paired(fleet_wall[100], fleet_wall[1])),
        Ratio("100 hubs / 1 hub, memory", _paired(fleet_memory[100], fleet_memory[1])),
        Ratio("time per added hub, 50 to 100 / 10 to 50", ((many - some) / 50) / ((some - few) / 40)),
    ]


def _paired(one: Sequence[float], other: Sequence[float]) -> float:
    return median(mine / yours for mine, yours in zip(one, other, strict=False))  # the naive app runs in fewer rounds


def summary(samples: Mapping[Any, Sequence[float]], digits: int) -> dict[str, Any]:
    """Give medians beside the samples, rounded, for the file of results."""
    return {
        str(name): {"median": round(median(each), digits), "samples": [round(sample, digits) for sample in each]}
        for name, each in samples.items()
    }


def write(file: Path, document: Mapping[str, Any]) -> None:
    """Write the file of results."""
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
