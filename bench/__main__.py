"""Measure synthesis: this project, the naive app, both on CDK Terrain, a minimal app and, through npm, EKS Blueprints; then many hubs.

Writes ``bench/results.json`` and ``docs/performance.svg``; exits with 1 when a ratio of ``bench/budget.json`` is exceeded. With
``--ablate`` it only measures what each trick of ``fast_start`` saves, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.ablation import ablate, table
from bench.chart import chart
from bench.contenders import CDKTF, FLEETS, FLOOR, HERE, NAIVE, NAIVE_TERRAIN, PRODUCT, PRODUCT_TERRAIN, contenders, fleets
from bench.figures import Runs, median_of, ratios, summary
from bench.peer import BLUEPRINTS, CDK, peers
from bench.processes import Program, ProgramError, Run, run
from bootstrap.paths import ROOT
from fast_start import TRICKS
from scripts.console import Trouble, run_command

#: Rounds of slow programs.
FEW = 3


def rounds(programs: Mapping[str, Program], number: int) -> dict[str, list[Run]]:
    """Run all programs in turn, several times; slow ones in fewer rounds."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for count in range(number):
        for name, program in programs.items():
            if count < FEW or name not in {NAIVE, NAIVE_TERRAIN, *FLEETS}:
                runs[name].append(run(program))
                print(".", end="", flush=True)
    print()
    return runs


def in_succession(programs: Mapping[str, Program]) -> dict[str, Program]:
    """Order programs so that those of a ratio run in direct succession, and the large ones, which evict the caches of others, run last."""
    first, last = (PRODUCT, BLUEPRINTS, FLOOR, CDKTF, CDK), (*FLEETS, NAIVE, NAIVE_TERRAIN)
    others = [name for name in programs if name not in {*first, *last}]
    return {name: programs[name] for name in (*first, *others, *last) if name in programs}


def measure(folder: Path, number: int, *, peer: bool) -> int:
    """Measure all contenders, print and write the figures; returns the exit status: 1 if the budget is not kept."""
    programs = in_succession(contenders(folder) | (peers(folder / "peer") if peer else {}) | fleets(folder))
    print("Warming up ", end="")
    rounds(programs, 1)
    print("Measuring ", end="")
    runs = rounds(programs, number)

    print(f"\n{'':34}{'wall time':>12}{'work':>12}{'memory':>12}")
    for name, each in runs.items():
        print("{:34}{:10.2f} s{:10.2f} s{:9.0f} MB".format(name, *(median_of(each, figure) for figure in ("wall time", "work", "memory"))))
    found = list(ratios(runs))
    for ratio in found:
        print(f"{'kept  ' if ratio.kept else 'PASSED'}  {ratio.name}: {ratio.value:.2f} ({ratio.allowed})")
    machine = {
        "system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version(),
    }  # fmt: skip
    document = {"machine": machine, **summary(runs), "ratios": {ratio.name: round(ratio.value, 3) for ratio in found}}
    (HERE / "results.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    draw(runs)
    return 0 if all(ratio.kept for ratio in found) else 1


def draw(runs: Runs) -> None:
    """Write the chart."""
    single = {name: each for name, each in runs.items() if name not in FLEETS}
    panels = [
        ("Wall time of one synth", {name: median_of(each, "wall time") for name, each in single.items()}, "{:.2f} s"),
        ("Peak memory", {name: median_of(each, "memory") for name, each in single.items()}, "{:.0f} MB"),
        ("Wall time of many hubs in one run", {name: median_of(runs[name], "wall time") for name in FLEETS}, "{:.2f} s"),
    ]
    (ROOT / "docs" / "performance.svg").write_text(chart(panels, [PRODUCT, PRODUCT_TERRAIN, CDKTF, *FLEETS]), encoding="utf-8")


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, help="rounds (default: 15); slow programs run in three")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="skip EKS Blueprints")
    parser.add_argument(
        "--ablate", nargs="*", metavar="TRICK", choices=[trick.name for trick in TRICKS], help="measure these tricks of fast_start, or all"
    )
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            if options.ablate is None:
                return measure(Path(name), options.rounds or 15, peer=options.peer)
            print(f"\n{table(ablate(Path(name), rounds=options.rounds or 15, names=options.ablate))}")
    except ProgramError as error:
        raise Trouble(str(error)) from None
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
