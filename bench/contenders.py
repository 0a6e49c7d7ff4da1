"""The measured programs, each a whole process that renders its stacks to a separate folder."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.processes import Program
from bootstrap import paths

HERE = Path(__file__).parent
#: Files that the benchmark keeps between runs: bytecode, and the peer's packages.
KEPT = paths.TOOLS / "bench"

PRODUCT, NAIVE, FLOOR, CDKTF = "this project", "naive app", "bare floor", "cdktf synth, this project"
#: The two on CDK Terrain, if it is installed (tools/terrain).
PRODUCT_TERRAIN, NAIVE_TERRAIN = "this project, CDK Terrain", "naive app, CDK Terrain"
#: Names of the product on many hub files in one run, and their number.
FLEETS = {"1 hub": 1, "10 hubs": 10, "50 hubs": 50, "100 hubs": 100}

_MAIN = paths.ROOT / "main.py"
_TERRAIN = paths.TOOLS / "terrain" / "bin" / "python"


def python_program(script: Path, folder: Path, *, python: str | Path = sys.executable, **variables: str) -> Program:
    """Return the program of a Python script that writes its stacks to ``cdktf.out`` in the folder. The Python determines the engine."""
    folder.mkdir(parents=True, exist_ok=True)
    ours = {
        "CDKTF_OUTDIR": str(folder / "cdktf.out"),
        "JSII_NODE": str(paths.npm()[0]),
        # All bytecode in one place, even if the environment is read-only.
        "PYTHONPYCACHEPREFIX": str(KEPT / "bytecode"),
    }
    return Program([python, script], folder, ours | variables)


def product(hubs: Path, folder: Path, *, python: str | Path = sys.executable, **variables: str) -> Program:
    """Return the program of this project on hub files, a file or a folder, with these additional environment variables."""
    return python_program(_MAIN, folder, python=python, HUBS=f"'{hubs}'", **variables)


def contenders(folder: Path) -> dict[str, Program]:
    """Return the programs that are compared, by name."""
    hub = HERE / "hub.yaml"
    app = f"'{sys.executable}' '{_MAIN}'"
    command: list[str | Path] = [paths.VENV / "bin/cdktf", "synth", "--app", app, "--output", folder / "cdktf/cdktf.out"]
    terrain = {
        PRODUCT_TERRAIN: product(hub, folder / "product-terrain", python=_TERRAIN),
        NAIVE_TERRAIN: python_program(HERE / "naive_app_terrain.py", folder / "naive-terrain", python=_TERRAIN),
    }
    return {
        PRODUCT: product(hub, folder / "product"),
        NAIVE: python_program(HERE / "naive_app.py", folder / "naive"),
        FLOOR: python_program(HERE / "floor_app.py", folder / "floor"),
        CDKTF: Program(command, paths.ROOT, product(hub, folder / "cdktf").variables),
        **(terrain if _TERRAIN.exists() else {}),
    }


def fleets(folder: Path) -> dict[str, Program]:
    """Return the product on many hub files in one run, each with its own stack and cluster, by name."""
    return {name: product(_hub_files(folder / f"hubs-{size}", size), folder / f"fleet-{size}") for name, size in FLEETS.items()}


def _hub_files(folder: Path, size: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = (HERE / "hub.yaml").read_text(encoding="utf-8")
    for number in range(1, size + 1):
        (folder / f"hub-{number:03}.yaml").write_text(text.replace("bench", f"bench-{number:03}"), encoding="utf-8")
    return folder
