"""Run a program as a whole process and measure it: wall time, or the peak memory of it and all that it starts."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds between two looks at the memory.
_INTERVAL = 0.02
_PROC = Path("/proc")


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

    def start(self) -> subprocess.Popen[bytes]:
        """Start it, its output read by nobody."""
        return subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=environment(self.variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


#: What would make contenders differ by the machine's settings instead of by what they do.
_DROPPED = (
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONOPTIMIZE",
    "PYTHONPATH",
    "NODE_OPTIONS",
    "NODE_COMPILE_CACHE",
    "JUPYTERHUB_ON_EKS_EAGER",
    "JUPYTERHUB_ON_EKS_WITHOUT",
    "CI",
)


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Give the whole environment of a program."""
    inherited = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**inherited, **variables}


@dataclass(frozen=True)
class Duration:
    """How long a program took: seconds on the clock, and seconds of work on all cores, of it and all that it waited for."""

    wall: float
    cpu: float


def duration(program: Program) -> Duration:
    """Run to the end; give how long it took.

    Raises:
        ProgramError: it failed.
    """
    begin, worked = time.perf_counter(), _children_worked()
    process = program.start()
    _, said = process.communicate()
    took = Duration(time.perf_counter() - begin, _children_worked() - worked)
    _check(program, process, said)
    return took


def _children_worked() -> float:
    times = os.times()
    return times.children_user + times.children_system


def peak_memory(program: Program) -> float:
    """Run to the end; give the highest sum of memory of the process and its descendants, in MB.

    On Linux it is the proportional set size, which counts a page shared by several processes once. Elsewhere it is the resident set
    size as ``ps`` says it, which counts such pages once for each.

    Raises:
        ProgramError: it failed.
    """
    process = program.start()
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(_INTERVAL)
    _, said = process.communicate()
    _check(program, process, said)
    return peak / 1e6


def _check(program: Program, process: subprocess.Popen[bytes], said: bytes) -> None:
    if process.returncode:
        words = said.decode(errors="replace").strip()[-2000:]
        raise ProgramError(f"{Path(program.command[-1]).name} failed with status {process.returncode}:\n{words}")


def _memory(root: int) -> int:
    if platform.system() == "Linux":
        return sum(_linux_share(pid) for pid in _descendants(root, _linux_parents()))
    table = subprocess.run(["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in table.splitlines()]
    family = set(_descendants(root, ((pid, parent) for pid, parent, _ in rows)))
    return sum(size * 1024 for pid, _, size in rows if pid in family)


def _descendants(root: int, parents: Iterable[tuple[int, int]]) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for pid, parent in parents:
        children[parent].append(pid)
    found = [root]
    for pid in found:
        found.extend(children[pid])
    return found


def _linux_parents() -> Iterable[tuple[int, int]]:
    for folder in _PROC.iterdir():
        if folder.name.isdecimal():
            try:
                # The command, in parentheses, may hold anything; the parent is the second field after it.
                yield int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it ended meanwhile


def _linux_share(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
