"""EKS Blueprints beside us: its packages come by npm, to a folder of the benchmark, and are not a dependency of anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.contenders import KEPT, node
from bench.processes import Program

BLUEPRINTS, CDK = "EKS Blueprints", "cdk synth, EKS Blueprints"

_HERE = Path(__file__).parent
_FOLDER = KEPT / "peer"


def peers(folder: Path) -> dict[str, Program] | str:
    """Give EKS Blueprints' own app, in process and through ``cdk synth``, or a line that says why it cannot be had."""
    problem = _installed()
    if problem:
        return f"EKS Blueprints is not measured: {problem}"
    # cdk cannot be given a path with a space in it, so both run where app.js lies and find the node on the path.
    variables = {"CDK_OUTDIR": str(folder / "cdk.out"), "PATH": _path()}
    quiet = ["--quiet", "--no-notices", "--no-version-reporting"]
    command: list[str | Path] = [
        node(),
        _FOLDER / "node_modules/aws-cdk/bin/cdk",
        "synth",
        "--app",
        "node app.js",
        "--output",
        folder / "cdk.out",
        *quiet,
    ]
    return {
        BLUEPRINTS: Program([node(), "app.js"], _FOLDER, variables),
        CDK: Program(command, _FOLDER, {**variables, "NODE_COMPILE_CACHE": str(KEPT / "compile-cache")}),
    }


def _path() -> str:
    return os.pathsep.join([str(Path(node()).parent), os.environ.get("PATH", "")])


def _installed() -> str | None:
    """Install the packages unless they are there; give what went wrong."""
    wanted = (_HERE / "package.json").read_text(encoding="utf-8")
    done = _FOLDER / "installed.json"
    if not (done.exists() and done.read_text(encoding="utf-8") == wanted):
        npm = shutil.which("npm", path=os.pathsep.join([str(Path(sys.executable).parent), _path()])) or "npm"
        command = [npm, "install", "--no-audit", "--no-fund", "--loglevel=error"]
        shutil.rmtree(_FOLDER, ignore_errors=True)
        _FOLDER.mkdir(parents=True)
        shutil.copy(_HERE / "package.json", _FOLDER)
        try:
            run = subprocess.run(
                command, cwd=_FOLDER, env={**os.environ, "PATH": _path()}, capture_output=True, encoding="utf-8", check=False, timeout=900
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"npm cannot install it ({error})"
        if run.returncode:
            words = next((line for line in run.stderr.splitlines() if line.startswith("npm error")), "without a word")
            return f"npm cannot install it ({words})"
        done.write_text(wanted, encoding="utf-8")
    shutil.copy(_HERE / "app.js", _FOLDER)
    return None
