"""EKS Blueprints as a peer: npm installs its packages to a folder of the benchmark; nothing depends on them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bench.contenders import KEPT
from bench.processes import Program
from bootstrap import paths
from bootstrap.__main__ import complete
from bootstrap.installers import run
from bootstrap.steps import Step, discard

BLUEPRINTS, CDK = "EKS Blueprints", "cdk synth, EKS Blueprints"

_HERE = Path(__file__).parent
_FOLDER = KEPT / "peer"
_CDK = _FOLDER / "node_modules/aws-cdk/bin/cdk"


def peers(folder: Path) -> dict[str, Program]:
    """Return EKS Blueprints' own app, in process and through ``cdk synth``; nothing if npm can't install it, with the reason printed."""
    try:
        complete([Step("EKS Blueprints", _FOLDER / ".setup", (_HERE / "package.json").read_text(encoding="utf-8"), (_CDK,), _install)])
    except SystemExit as error:
        print(f"EKS Blueprints is not measured. {error}")
        return {}
    shutil.copy(_HERE / "app.js", _FOLDER)
    # cdk doesn't support a path with a space, so both run in the folder of app.js and find node on PATH.
    path = os.pathsep.join([str(Path(paths.npm()[0]).parent), os.environ.get("PATH", "")])
    variables = {"CDK_OUTDIR": str(folder / "cdk.out"), "PATH": path}
    quiet = ["--quiet", "--no-notices", "--no-version-reporting"]
    command: list[str | Path] = ["node", _CDK, "synth", "--app", "node app.js", "--output", folder / "cdk.out", *quiet]
    return {
        BLUEPRINTS: Program(["node", "app.js"], _FOLDER, variables),
        CDK: Program(command, _FOLDER, {**variables, "NODE_COMPILE_CACHE": str(KEPT / "compile-cache")}),
    }


def _install() -> None:
    discard(_FOLDER)
    _FOLDER.mkdir(parents=True)
    shutil.copy(_HERE / "package.json", _FOLDER)
    run(*paths.npm("install", "--ignore-scripts", "--prefix", str(_FOLDER)), task="Installing EKS Blueprints")
