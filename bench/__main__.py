"""Measure synthesis: this project beside the naive app, the bare floor and, by npm, EKS Blueprints; then many hubs in one run.

Writes ``bench/results.json`` and ``docs/performance.svg``; exits with 1 when a ratio of ``bench/budget.json`` is passed. With
``--ablate`` it measures instead what each trick of ``fast_start`` saves, and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench.ablation import ablate, table
from bench.chart import chart
from bench.contenders import CDKTF, HERE, NAIVE, PRODUCT, ROOT, cdktf, contenders
from bench.figures import Ratio, ratios, summary, write
from bench.fleet import fleets
from bench.peer import peers
from bench.processes import Duration, Program, ProgramError, duration, peak_memory
from fast_start import TRICKS

Name = TypeVar("Name", bound=Hashable)
Figure = TypeVar("Figure")


def rounds(programs: Mapping[Name, Program], measure: Callable[[Program], Figure], number: int, fewer: int) -> dict[Name, list[Figure]]:
    """Run all programs in turn, several times; the naive app, which takes half a minute, in fewer of the rounds."""
    samples: dict[Name, list[Figure]] = {name: [] for name in programs}
    for count in range(number):
        for name, program in programs.items():
            if name != NAIVE or count < fewer:
                samples[name].append(measure(program))
                print(".", end="", flush=True)
    return samples


def gather(folder: Path, options: argparse.Namespace) -> tuple[dict[str, Program], dict[int, Program]]:
    """Collect who is measured, and run each once so that all caches are warm."""
    programs = contenders(folder)
    if options.peer:
        found = peers(folder / "peer")
        if isinstance(found, str):
            print(found)
        else:
            through_cli = cdktf(folder / "cdktf")
            programs |= {**({CDKTF: through_cli} if through_cli else {}), **found}
    print("Warming up ", end="", flush=True)
    rounds(programs, duration, 1, 1)
    print()
    return programs, fleets(folder)


def walls(durations: Mapping[Name, list[Duration]]) -> dict[Name, list[float]]:
    """Give the time on the clock alone."""
    return {name: [each.wall for each in found] for name, found in durations.items()}


def works(durations: Mapping[Name, list[Duration]]) -> dict[Name, list[float]]:
    """Give the work of the cores alone, which other programs on the machine change less than the time on the clock."""
    return {name: [each.cpu for each in found] for name, found in durations.items()}


def report(durations: Mapping[str, list[Duration]], memory: Mapping[str, list[float]], found: list[Ratio]) -> None:
    """Print the figures."""
    print(f"\n\n{'':34}{'wall time':>12}{'work':>12}{'memory':>12}")
    wall, work = walls(durations), works(durations)
    for name in durations:
        print(f"{name:34}{median(wall[name]):10.2f} s{median(work[name]):10.2f} s{median(memory[name]):9.0f} MB")
    print()
    for ratio in found:
        print(f"{'kept  ' if ratio.kept else 'PASSED'}  {ratio.name}: {ratio.value:.2f} ({ratio.allowed})")


def measure(folder: Path, options: argparse.Namespace) -> bool:
    """Measure all contenders, report and write the figures; returns whether the budget is kept."""
    programs, many = gather(folder, options)
    print("Wall time ", end="", flush=True)
    durations = rounds(programs, duration, options.rounds or 7, 3)
    fleet_durations = rounds(many, duration, 3, 3)
    print("\nMemory ", end="", flush=True)
    memory = rounds(programs, peak_memory, 2, 2)
    fleet_memory = rounds(many, peak_memory, 2, 2)

    wall, fleet_wall = walls(durations), walls(fleet_durations)
    found = ratios(wall, memory, fleet_wall, fleet_memory)
    report(durations, memory, found)
    added = {what: (median(of[100]) - median(of[1])) / 99 for what, of in (("seconds", fleet_wall), ("MB", fleet_memory))}
    print(f"Each added hub costs {added['seconds'] * 1000:.0f} ms and {added['MB']:.2f} MB.")
    write(
        HERE / "results.json",
        {
            "machine": machine(),
            "wall time, s": summary(wall, 3),
            "work, s": summary(works(durations), 3),
            "memory, MB": summary(memory, 1),
            "hubs in one run, s": summary(fleet_wall, 3),
            "hubs in one run, s of work": summary(works(fleet_durations), 3),
            "hubs in one run, MB": summary(fleet_memory, 1),
            "each added hub": {what: round(value, 4) for what, value in added.items()},
            "ratios": {ratio.name: round(ratio.value, 3) for ratio in found},
        },
    )
    draw(wall, memory, fleet_wall)
    return all(ratio.kept for ratio in found)


def machine() -> dict[str, str | int | None]:
    """Returns what the figures depend on."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def draw(wall: Mapping[str, list[float]], memory: Mapping[str, list[float]], fleet_wall: Mapping[int, list[float]]) -> None:
    """Write the chart."""
    fleet = {f"{size} hub{'s'[: size > 1]}": median(each) for size, each in fleet_wall.items()}
    panels = [
        ("Wall time of one synth", {name: median(each) for name, each in wall.items()}, "{:.2f} s"),
        ("Peak memory", {name: median(each) for name, each in memory.items()}, "{:.0f} MB"),
        ("Wall time of many hubs in one run", fleet, "{:.2f} s"),
    ]
    (ROOT / "docs" / "performance.svg").write_text(chart(panels, [PRODUCT, CDKTF, *fleet]), encoding="utf-8")


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, help="rounds of the quick programs (default: 7, with --ablate 15); the slow ones run in three"
    )
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="leave EKS Blueprints and the command lines out")
    parser.add_argument(
        "--ablate", nargs="*", metavar="TRICK", choices=[trick.name for trick in TRICKS], help="measure these tricks of fast_start, or all"
    )
    options = parser.parse_args()

    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            if options.ablate is None:
                return 0 if measure(Path(name), options) else 1
            savings = list(ablate(Path(name), rounds=options.rounds or 15, names=options.ablate))
    except ProgramError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    print(f"\n{table(savings)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
