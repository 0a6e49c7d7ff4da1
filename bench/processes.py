"""Run a program as a whole process and measure it and all that it starts."""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: What is measured, with its unit.
FIGURES = {"wall time": "s", "work": "s", "memory": "MB"}

#: One run: each of FIGURES.
Run = Mapping[str, float]

#: What would make contenders differ by the machine's settings instead of by what they do.
_DROPPED = (
    "PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE", "PYTHONPATH", "NODE_OPTIONS", "NODE_COMPILE_CACHE", "JUPYTERHUB_ON_EKS_EAGER",
    "JUPYTERHUB_ON_EKS_WITHOUT", "CI",
)  # fmt: skip


class ProgramError(Exception):
    """A program that was to be measured failed, so its figures would be worth nothing."""


@dataclass(frozen=True)
class Program:
    """What to run.

    Args:
        command: program and arguments.
        folder: working directory.
        variables: its environment, beside what all programs get.
    """

    command: Sequence[str | Path]
    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)


def run(program: Program) -> Run:
    """Run to the end.

    Returns:
        Seconds on the clock, seconds of work on all cores, and the peak resident memory of the largest process in MB; of the program
        and all that it waited for (source: wait4(2) and getrusage(2)).

    Raises:
        ProgramError: it failed.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(
            program.command,
            cwd=program.folder,
            env={**inherited, **program.variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()[-2000:]
            raise ProgramError(f"{Path(program.command[-1]).name} failed with status {process.returncode}:\n{words}")
    memory = used.ru_maxrss * (1 if platform.system() == "Darwin" else 1024)
    return {"wall time": wall, "work": used.ru_utime + used.ru_stime, "memory": memory / 1e6}
