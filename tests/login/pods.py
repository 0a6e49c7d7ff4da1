"""Runs the pods of users' servers as processes, each at its own loopback address."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.login.tools import python_of


@dataclass
class Pods:
    """The processes of pods, with the Python of a chart version."""

    python: Path
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, pod: dict[str, Any]) -> str:
        """Run the smallest server in the environment of the pod's container, and return its address."""
        (container,) = pod["spec"]["containers"]
        address = f"127.0.0.{len(self.processes) + 2}"
        env = {each["name"]: each["value"] for each in container["env"] if "value" in each}
        with self.log.open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    [self.python, ROOT / "tests/login/user_server.py"],
                    env={**env, "PATH": os.defpath, "LISTEN": address},
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )
        return address


@contextmanager
def running_pods(tool: str, folder: Path) -> Iterator[Pods]:
    """Run pods, and end them all; skip the test if the environment isn't installed."""
    pods = Pods(python_of(tool), folder / "pods.log")
    try:
        yield pods
    finally:
        for process in pods.processes:
            process.kill()
            process.wait()
