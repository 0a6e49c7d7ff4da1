"""What each trick of `fast_start` saves: the product without it and with it, one right after the other, many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.contenders import HERE, product
from bench.processes import Duration, Program, duration
from fast_start import TRICKS, WITHOUT_VARIABLE, Trick

#: A trick that saves less than this part of a synth is not worth its lines.
WORTH = 0.03
#: Rounds of a trick without which a synth takes seconds: its share is plain to see.
_FEW = 3
#: Without this trick jsii never finds the index that an earlier run left, so it needs a package cache of its own.
_OWN_CACHE = "keep-index"


@dataclass(frozen=True)
class Saving:
    """How much longer a synth takes without a trick, as a ratio: 1 is no difference.

    Args:
        trick: what was left out.
        wall: time on the clock, without the trick / with it.
        cpu: work of all cores, without the trick / with it.
    """

    trick: Trick
    wall: float
    cpu: float

    @property
    def worth_it(self) -> bool:
        """Whether leaving it out costs enough."""
        return self.wall >= 1 + WORTH


def ablate(folder: Path, *, rounds: int, names: Sequence[str] = ()) -> list[Saving]:
    """Leave the tricks out one by one, in turns; returns what each saves, the largest first.

    Args:
        folder: where the stacks are written.
        rounds: how often each trick is left out. A trick without which a synth takes seconds is left out three times.
        names: tricks to leave out. Default: all.
    """
    whole = product(HERE / "hub.yaml", folder / "whole")
    without = {trick: _without(trick, folder) for trick in TRICKS if trick.name in names or not names}
    for program in (whole, *without.values()):
        duration(program)  # warms the caches
    pairs: dict[Trick, list[_Pair]] = {trick: [] for trick in without}
    for count in range(rounds):
        for trick, program in without.items():
            if count < _FEW or not _is_slow(pairs[trick][0]):
                pairs[trick].append(_pair(program, whole, swapped=count % 2 == 1))
                print(".", end="", flush=True)
    return sorted((_saving(trick, measured) for trick, measured in pairs.items()), key=lambda saving: -saving.wall)


#: A synth without the trick, and one with it.
_Pair = tuple[Duration, Duration]


def _pair(without: Program, whole: Program, *, swapped: bool) -> _Pair:
    """Run both; the order changes from round to round, since the one that runs second finds warmer caches."""
    if swapped:
        used = duration(whole)
        return duration(without), used
    return duration(without), duration(whole)


def _is_slow(pair: _Pair) -> bool:
    return pair[0].wall > 3 * pair[1].wall


def _saving(trick: Trick, measured: Sequence[_Pair]) -> Saving:
    return Saving(
        trick, wall=median(out.wall / used.wall for out, used in measured), cpu=median(out.cpu / used.cpu for out, used in measured)
    )


def table(savings: Sequence[Saving]) -> str:
    """Returns the ratios as text, the largest first."""
    rows = [f"{saving.trick.name:14}{saving.wall:10.2f}{saving.cpu:10.2f}{'' if saving.worth_it else '  below 1.03'}" for saving in savings]
    return "\n".join([f"{'without / with':14}{'wall time':>10}{'work':>10}", *rows])


def _without(trick: Trick, folder: Path) -> Program:
    variables = {WITHOUT_VARIABLE: trick.name}
    if trick.name == _OWN_CACHE:
        variables["JSII_RUNTIME_PACKAGE_CACHE_ROOT"] = str(folder / "cache")
    return product(HERE / "hub.yaml", folder / trick.name, **variables)
