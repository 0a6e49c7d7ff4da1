"""Who is measured, each as a whole process that renders its stack into a folder of its own."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import fast_start
from bench.processes import Program, ProgramError

HERE = Path(__file__).parent
ROOT = HERE.parent
#: What the benchmark keeps between runs: bytecode, and the peer's packages.
KEPT = ROOT / ".tools" / "bench"

PRODUCT, NAIVE, FLOOR, CDKTF = "this project", "naive app", "bare floor", "cdktf synth, this project"

_MAIN = ROOT / "main.py"


def node() -> str:
    """Give the node that all contenders run on, so that it makes no difference."""
    found = os.environ.get("JSII_NODE") or fast_start.installed_node() or shutil.which("node")
    if found is None:
        raise ProgramError("there is no node: run `make set-up`, or name one in JSII_NODE")
    return found


def python_program(script: Path, folder: Path, **variables: str) -> Program:
    """Make a program of a Python script that writes its stacks to ``cdktf.out`` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    ours = {
        "CDKTF_OUTDIR": str(folder / "cdktf.out"),
        "JSII_NODE": node(),
        # Everybody's bytecode in one place, also where the environment is read-only or was installed without.
        "PYTHONPYCACHEPREFIX": str(KEPT / "bytecode"),
    }
    return Program([sys.executable, script], folder, {**ours, **variables})


def product(hubs: Path, folder: Path, **variables: str) -> Program:
    """Make a program of this project on hub files, a file or a folder, in an environment with these variables added."""
    return python_program(_MAIN, folder, HUBS=f"'{hubs}'", **variables)


def contenders(folder: Path) -> dict[str, Program]:
    """Give the three that are measured side by side, by their names."""
    return {
        PRODUCT: product(HERE / "hub.yaml", folder / "product"),
        NAIVE: python_program(HERE / "naive_app.py", folder / "naive"),
        FLOOR: python_program(HERE / "floor_app.py", folder / "floor"),
    }


def cdktf(folder: Path) -> Program | None:
    """Make a program of ``cdktf synth`` on the product; None without the command."""
    command = ROOT / ".venv" / "bin" / "cdktf"
    if not command.exists():
        return None
    inner = product(HERE / "hub.yaml", folder)
    app = f"'{sys.executable}' '{_MAIN}'"
    return Program([command, "synth", "--app", app, "--output", folder / "cdktf.out"], ROOT, inner.variables)
