"""Time that each trick saves: ratios within pairs of runs, and which tricks are not worth their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import ablation
from bench.processes import Program, Run
from fast_start import WITHOUT_VARIABLE


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the tricks that were left out in each run; without `gc` a run takes 1.5 times as long, without `index` ten times."""
    done: list[str] = []
    seconds = {"": 1.0, "gc": 1.5, "index": 10.0}

    def run(program: Program) -> Run:
        done.append(program.variables.get(WITHOUT_VARIABLE, ""))
        return {"wall time": seconds[done[-1]], "work": 2 * seconds[done[-1]] + 1, "memory": 1.0}

    monkeypatch.setattr(ablation, "run", run)
    monkeypatch.setattr("bench.contenders.paths.npm", lambda: [Path("node")])
    return done


def test_ratios_are_medians_of_pairs(runs: list[str], tmp_path: Path) -> None:
    """The largest saving comes first; each run without a trick is paired with one that has it, and the order alternates."""
    savings = ablation.ablate(tmp_path, rounds=2, names=["gc", "index"])

    assert [("index", (10, 7)), ("gc", (1.5, pytest.approx(4 / 3)))] == list(savings.items())
    warming = 3
    assert ["gc", "", "index", ""] == runs[warming : warming + 4]
    assert ["", "gc", "", "index"] == runs[warming + 4 :]


def test_small_savings_are_marked() -> None:
    """A trick that saves less than three percent is not worth it."""
    text = ablation.table({"index": (1.031, 1), "gc": (1.029, 1)})

    assert ["index               1.03      1.00", "gc                  1.03      1.00  below 1.03"] == text.splitlines()[1:]
