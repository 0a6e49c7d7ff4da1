"""What each trick saves: ratios within pairs of runs, and which tricks are not worth their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import ablation
from bench.processes import Duration, Program
from fast_start import TRICKS, WITHOUT_VARIABLE

GC, INDEX = (next(trick for trick in TRICKS if trick.name == name) for name in ("gc", "index"))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the tricks that were left out in each run; without `gc` a run takes 1.5 times as long, without `index` ten times."""
    done: list[str] = []
    seconds = {"": 1.0, "gc": 1.5, "index": 10.0}

    def duration(program: Program) -> Duration:
        done.append(program.variables.get(WITHOUT_VARIABLE, ""))
        return Duration(seconds[done[-1]], 2 * seconds[done[-1]])

    monkeypatch.setattr(ablation, "duration", duration)
    monkeypatch.setattr("bench.contenders.node", lambda: "node")
    return done


def test_ratios_are_medians_of_pairs(runs: list[str], tmp_path: Path) -> None:
    """The largest saving comes first; each run without a trick has one with it beside it."""
    savings = ablation.ablate(tmp_path, rounds=2, names=["gc", "index"])

    assert [ablation.Saving(INDEX, wall=10, cpu=10), ablation.Saving(GC, wall=1.5, cpu=1.5)] == savings
    warming = 3
    assert runs[warming:].count("") == len(runs[warming:]) / 2
    assert ["gc", "", "index", ""] == runs[warming : warming + 4]
    assert ["", "gc", "", "index"] == runs[warming + 4 :]


def test_slow_runs_are_few(runs: list[str], tmp_path: Path) -> None:
    """Three runs show what a run of ten seconds has to say."""
    ablation.ablate(tmp_path, rounds=6, names=["gc", "index"])

    assert (7, 4) == (runs.count("gc"), runs.count("index"))


def test_small_savings_are_marked() -> None:
    """Below three percent a trick is not worth it."""
    text = ablation.table([ablation.Saving(INDEX, wall=1.031, cpu=1), ablation.Saving(GC, wall=1.029, cpu=1)])

    assert ["index               1.03      1.00", "gc                  1.03      1.00  below 1.03"] == text.splitlines()[1:]
