"""Run a program as a whole process and measure it with its child processes."""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: The measured figures, with their units.
FIGURES = {"wall time": "s", "work": "s", "memory": "MB"}

#: One run: each of FIGURES.
Run = Mapping[str, float]

#: Variables of the machine that would affect contenders differently.
_DROPPED = (
    "PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE", "PYTHONPATH", "NODE_OPTIONS", "NODE_COMPILE_CACHE", "JUPYTERHUB_ON_EKS_EAGER",
    "JUPYTERHUB_ON_EKS_WITHOUT", "CI",
)  # fmt: skip


class ProgramError(Exception):
    """A measured program failed, so its figures are meaningless."""


@dataclass(frozen=True)
class Program:
    """A program to run.

    Args:
        command: program and arguments.
        folder: working directory.
        variables: its environment variables, in addition to those of all programs.
    """

    command: Sequence[str | Path]
    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)


def run(program: Program) -> Run:
    """Run a program to its end.

    Returns:
        Wall-clock seconds, CPU seconds on all cores, and the peak resident memory of the largest process in MB, for the program
        and the child processes that it waited for (source: wait4(2) and getrusage(2)).

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
