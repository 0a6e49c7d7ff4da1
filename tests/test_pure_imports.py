"""Nothing happens on import: only the packages that define constructs load CDKTF, start a process or change other modules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import constructs_lib
from fast_start.engine import installed
from tests.conftest import ROOT

#: Packages of `constructs_lib` whose modules import CDKTF.
WITH_CDKTF = ("constructs", "terraform")

#: Imports the modules given on the command line; prints what each has done that it may not do.
PROBE = """
import atexit, builtins, gc, importlib, importlib.metadata, json, os, subprocess, sys, threading, typing

import typing_extensions  # pydantic needs it, and it mends `typing` of older Pythons

FOREIGN = ("cdktf", "cdktn", "constructs", "jsii", "typeguard", "fast_start")
STARTS = ("subprocess.Popen", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.system", "socket.connect")
WATCHED = (atexit, builtins, gc, importlib, importlib.metadata, json, os, subprocess, sys, threading, typing)
started = []
sys.addaudithook(lambda event, arguments: started.append(event) if event in STARTS else None)


def state():
    functions = {f"{module.__name__}.{name}": id(value) for module in WATCHED for name, value in vars(module).items() if callable(value)}
    finders = [id(finder) for finder in (*sys.meta_path, *sys.path_hooks)]
    collector = (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count())
    return {**functions, "finders": finders, "environment": dict(os.environ), "collector": collector, "threads": threading.active_count()}


found = {}
before = state()
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    if os.environ["ATTRIBUTE"]:
        getattr(module, os.environ["ATTRIBUTE"])
    after = state()
    changed = [key for key in before if before[key] != after.get(key)]
    loaded = sorted({module for module in sys.modules if module.partition(".")[0].startswith(FOREIGN) and "constructs_lib" not in module})
    if changed or loaded or started:
        found[name] = {"changed": changed, "loaded": loaded, "started": started}
print(json.dumps(found))
"""


def _found(*modules: str, attribute: str = "") -> Any:
    """Return what importing the modules, and reading the attribute of each, has done in a fresh interpreter, by module."""
    run = subprocess.run(
        [sys.executable, "-c", PROBE, *modules],
        env={**os.environ, "PYTHONPATH": str(ROOT), "ATTRIBUTE": attribute},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return json.loads(run.stdout)


def _pure_modules() -> list[str]:
    package = Path(constructs_lib.__path__[0])
    paths = [path.relative_to(package.parent).with_suffix("") for path in sorted(package.rglob("*.py"))]
    pure = [path for path in paths if path.parts[1] not in WITH_CDKTF]
    modules = [".".join(path.parent.parts if path.name == "__init__" else path.parts) for path in pure]
    return [*modules, "jupyterhub_on_eks"]


def test_importing_a_pure_module_does_nothing_else() -> None:
    """Models, checks, chart values, hub files, errors, add-ons and the packages themselves load nothing of CDKTF and patch nothing."""
    modules = _pure_modules()

    assert {"constructs_lib", "constructs_lib.add_ons.jupyterhub", "constructs_lib.models.storage.efs", "constructs_lib.errors"} <= set(
        modules
    )
    assert {} == _found(*modules)


def test_settings_load_nothing_either() -> None:
    """Neither does a program that imports settings from `jupyterhub_on_eks`; only a construct's name loads CDKTF."""
    assert {} == _found("jupyterhub_on_eks", attribute="JupyterHubAddOn")
    assert installed().framework in _found("jupyterhub_on_eks", attribute="KmsKey")["jupyterhub_on_eks"]["loaded"]


def test_the_probe_detects_what_constructs_do() -> None:
    """A package that activates `fast_start` loads jsii, starts Node and patches functions, and the probe reports all three."""
    found = _found("constructs_lib.constructs")["constructs_lib.constructs"]

    assert {"typing.get_type_hints", "finders"} <= set(found["changed"])
    assert {"jsii", "fast_start"} <= set(found["loaded"])
    assert "subprocess.Popen" in found["started"]
