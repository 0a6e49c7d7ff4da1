"""``make mutants``: break the pure modules in small ways, one at a time, and see whether their tests notice.

What is broken, and which tests are run, stands in pyproject.toml under ``tool.mutmut``. ARGS narrows it down to mutants by name, for
example ``make mutants ARGS='constructs_lib.models.storage.ebs*'``; the score is then made of these and of what earlier runs have found. Options
of ``mutmut run`` are handed on too, ``--max-children=1`` for one.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts import project
from scripts.bootstrap import set_up
from scripts.console import Trouble, report
from scripts.installation import discard, tool_step

#: Percent of the mutants that the tests must notice.
ENOUGH = 85

#: How the counts of noticed and unnoticed mutants are called in mutmut's export. Others (skipped, not checked) do not count.
NOTICED = ("killed", "timeout", "segfault", "suspicious")
UNNOTICED = ("survived", "no_tests")


def main() -> int:
    """Run mutmut and judge its counts; returns the exit status."""
    try:
        set_up([tool_step("mutmut")])
        arguments = shlex.split(os.environ.get("ARGS", ""))
        if all(argument.startswith("-") for argument in arguments):
            discard(project.ROOT / "mutants")  # mutmut would let verdicts stand whose tests have changed since
        _mutmut("run", *arguments)
        _mutmut("export-cicd-stats")
        counts = json.loads((project.ROOT / "mutants" / "mutmut-cicd-stats.json").read_text())
        percent = score(counts)
    except Trouble as trouble:
        return report(trouble)
    checked = sum(counts.get(name, 0) for name in (*NOTICED, *UNNOTICED))
    print(f"{percent:.1f} % of {checked} mutants were noticed; {ENOUGH} % are asked for. `.tools/mutmut/bin/mutmut show NAME` shows one.")
    return 0 if percent >= ENOUGH else 1


def score(counts: Mapping[str, int]) -> float:
    """Give the percentage of the checked mutants that were noticed.

    Raises:
        Trouble: none was checked.
    """
    noticed, unnoticed = (sum(counts.get(name, 0) for name in names) for names in (NOTICED, UNNOTICED))
    if not noticed + unnoticed:
        raise Trouble("No mutant was checked; ARGS may name none that there is.")
    return 100 * noticed / (noticed + unnoticed)


def _mutmut(*arguments: str) -> None:
    """Run mutmut in its own environment, with the project's packages beside its own."""
    packages = next(project.VENV.glob("lib/python3*/site-packages"))
    command: list[str | Path] = [project.TOOLS / "mutmut/bin/python", "-m", "mutmut", *arguments]
    run = subprocess.run(command, cwd=project.ROOT, env=os.environ | {"PYTHONPATH": str(packages)}, check=False)
    if run.returncode:
        raise Trouble(f"mutmut {arguments[0]} failed; its own words stand above.")


if __name__ == "__main__":
    sys.exit(main())
