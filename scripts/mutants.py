"""``make mutants``: mutation tests of the pure modules.

The modules and the tests are set in pyproject.toml under ``tool.mutmut``. ARGS are arguments of ``mutmut run``: options, and
names that select mutants, for example ``make mutants ARGS='constructs_lib.models.storage.ebs*'``; the score then includes these and
the results of earlier runs.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from bootstrap import paths
from bootstrap.__main__ import complete
from bootstrap.steps import discard
from scripts.console import Trouble, run_command
from scripts.tools import tool

#: Percent of the mutants that the tests must detect.
ENOUGH = 85

#: Names of the counts of detected and undetected mutants in mutmut's export. Others (skipped, not checked) do not count.
NOTICED = ("killed", "timeout", "segfault", "suspicious")
UNNOTICED = ("survived", "no_tests")


def main() -> int:
    """Run mutmut and check its score; returns the exit status.

    Raises:
        Trouble: mutmut failed, or checked nothing.
    """
    complete([tool("mutmut")])
    arguments = shlex.split(os.environ.get("ARGS", ""))
    if all(argument.startswith("-") for argument in arguments):
        discard(paths.ROOT / "mutants")  # mutmut would keep results of tests that have changed since
    _mutmut("run", *arguments)
    _mutmut("export-cicd-stats")
    counts = json.loads((paths.ROOT / "mutants/mutmut-cicd-stats.json").read_text())
    noticed, unnoticed = (sum(counts.get(name, 0) for name in names) for names in (NOTICED, UNNOTICED))
    if not noticed + unnoticed:
        raise Trouble("No mutant was checked; ARGS may match none.")
    percent = 100 * noticed / (noticed + unnoticed)
    print(
        f"{percent:.1f} % of {noticed + unnoticed} mutants were detected; {ENOUGH} % are required. "
        "`.tools/mutmut/bin/mutmut show NAME` shows one."
    )
    return 0 if percent >= ENOUGH else 1


def _mutmut(*arguments: str) -> None:
    """Run mutmut in its own environment, with the project's packages added."""
    packages = next(paths.VENV.glob("lib/python3*/site-packages"))
    command: list[str | Path] = [paths.TOOLS / "mutmut/bin/python", "-m", "mutmut", *arguments]
    run = subprocess.run(command, cwd=paths.ROOT, env=os.environ | {"PYTHONPATH": str(packages)}, check=False)
    if run.returncode:
        raise Trouble(f"mutmut {arguments[0]} failed; its output is above.")


if __name__ == "__main__":
    sys.exit(run_command(main))
