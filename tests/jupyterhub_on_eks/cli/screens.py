"""The command line as its users run it: a separate process, on a terminal or into a pipe."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT

#: Variables that change what a screen looks like; each test sets its own.
_OF_SCREENS = ("CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "HUBS", "LINES", "NO_COLOR", "PY_COLORS", "TERM", "TERMINAL_WIDTH")


def environment(**variables: str) -> dict[str, str]:
    """Return this process's environment, with only the named of those variables set."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_SCREENS}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **variables}


def piped(arguments: Sequence[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run it with its output in pipes."""
    command = [sys.executable, "-m", "jupyterhub_on_eks", *arguments]
    return subprocess.run(command, cwd=folder, env=environment(**variables), capture_output=True, text=True, check=False)


def on_terminal(arguments: Sequence[str], folder: Path, *, columns: int = 80, **variables: str) -> tuple[int, str]:
    """Run it on a terminal of that width; return the exit status and all terminal output, with the line ends of a file."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-m", "jupyterhub_on_eks", *arguments]
    with subprocess.Popen(command, cwd=folder, env=environment(**variables), stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        sent = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux's end of a terminal
                break
            if not part:
                break
            sent += part
    os.close(ours)
    return process.returncode, sent.decode().replace("\r\n", "\n")
