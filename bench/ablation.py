"""Savings of each trick of `fast_start`: the product without and with it, in direct succession, many times."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.contenders import HERE, product
from bench.processes import Program, run
from fast_start import TRICKS, WITHOUT_VARIABLE

#: A trick that saves less than this fraction of a synth is not worth its lines.
WORTH = 0.03
#: Without this trick jsii never finds the index that an earlier run left, so it needs a package cache of its own.
_OWN_CACHE = "keep-index"

#: Ratios of wall time and work of a synth without a trick to one with it: 1 is no difference.
Saving = tuple[float, float]


def ablate(folder: Path, *, rounds: int, names: Sequence[str] = ()) -> dict[str, Saving]:
    """Disable the tricks one at a time, in turns; returns what each saves, the largest first.

    Args:
        folder: where the stacks are written.
        rounds: how often each trick is disabled.
        names: tricks to disable. Default: all.
    """
    whole = product(HERE / "hub.yaml", folder / "whole")
    without = {trick.name: _without(trick.name, folder) for trick in TRICKS if trick.name in names or not names}
    for program in (whole, *without.values()):
        run(program)  # warms the caches
    ratios: dict[str, list[Saving]] = {name: [] for name in without}
    for count in range(rounds):
        for name, program in without.items():
            # The order alternates between rounds, because the second run has warmer caches.
            pair = [run(each) for each in ((whole, program) if count % 2 else (program, whole))]
            used, out = pair if count % 2 else reversed(pair)
            ratios[name].append((out["wall time"] / used["wall time"], out["work"] / used["work"]))
            print(".", end="", flush=True)
    medians = {name: (median(wall for wall, _ in found), median(work for _, work in found)) for name, found in ratios.items()}
    return dict(sorted(medians.items(), key=lambda item: -item[1][0]))


def table(savings: dict[str, Saving]) -> str:
    """Returns the ratios as text."""
    rows = [f"{name:14}{wall:10.2f}{work:10.2f}{'' if wall >= 1 + WORTH else '  below 1.03'}" for name, (wall, work) in savings.items()]
    return "\n".join([f"{'without / with':14}{'wall time':>10}{'work':>10}", *rows])


def _without(trick: str, folder: Path) -> Program:
    variables = {WITHOUT_VARIABLE: trick}
    if trick == _OWN_CACHE:
        variables["JSII_RUNTIME_PACKAGE_CACHE_ROOT"] = str(folder / "cache")
    return product(HERE / "hub.yaml", folder / trick, **variables)
