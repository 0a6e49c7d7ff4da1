"""Runs the app that writes the stacks: that of ``cdktf.json``, as the CDKTF command line does, or the product's own if it has none."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import jupyterhub_on_eks
from jupyterhub_on_eks.command import ENGINE
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.stack_output import Stack, output_folder, read_stacks
from jupyterhub_on_eks.exit_status import ExitStatus

_OWN = """import sys
if sys.argv[1] not in sys.path: sys.path.insert(0, sys.argv[1])
import fast_start
from jupyterhub_on_eks.synthesis import main
fast_start.end(main())"""


class AppError(DeploymentError):
    """The app failed, and has reported why on standard error."""


def synthesized(paths: Sequence[Path] = ()) -> list[Stack]:
    """Synthesize hub files and read what was written.

    The app runs in a separate process, so that Node is not running while Terraform does. Its output is printed to standard error: a program
    may read a verb's standard output.

    Args:
        paths: hub files and folders. Default: those of ``HUBS``, or ``hubs``.

    Raises:
        AppError: it failed.
        DeploymentError: the output folder can't be created, ``cdktf.json`` can't be read, or its app doesn't use the engine that the user chose.
    """
    out = output_folder()
    try:
        (out / "stacks").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeploymentError(f"The output folder {out} can't be created: {error.strerror}. Set CDKTF_OUTDIR to another folder.") from None
    command, variables = _command()
    if paths:
        variables["HUBS"] = shlex.join(map(str, paths))
    bin_ = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"  # `python main.py` means this Python
    environment = os.environ | {"PATH": bin_, "CDKTF_OUTDIR": str(out)} | variables
    status = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=2, check=False).returncode
    if status:
        known = ExitStatus.USAGE if status == ExitStatus.USAGE else ExitStatus.MISTAKES
        raise AppError("" if 0 < status <= ExitStatus.USAGE else f"The app failed with status {status}: {shlex.join(command)}", known)
    stacks = read_stacks(out)
    for stack in stacks:
        _need_engine(stack)
    _remove_others(out, {stack.path.parent.resolve() for stack in stacks})
    return stacks


def _need_engine(stack: Stack) -> None:
    """Check that the app has used the engine that the user chose, if any: an app may start the Python of another environment."""
    chosen = os.environ.get(ENGINE)
    if chosen and stack.engine and stack.engine.name != chosen:
        raise DeploymentError(
            f"The app wrote stack {stack.name!r} with {stack.engine.title}, but the command has --engine {chosen}. `app` in cdktf.json starts "
            "the Python of another environment. Write `python` in it, which is the Python of the chosen engine, or run the command without "
            "--engine.",
            ExitStatus.USAGE,
        )


def _remove_others(out: Path, made: Collection[Path]) -> None:
    """Remove the folders of stacks that the app no longer has, as the CDKTF command line does; folders with a state are kept."""
    for folder in (out / "stacks").iterdir():
        states = (file for file in folder.rglob("*.tfstate*") if file.parent.name != ".terraform")
        if folder.is_dir() and folder.resolve() not in made and not any(states):
            shutil.rmtree(folder, ignore_errors=True)


def _command() -> tuple[list[str], dict[str, str]]:
    """Return the app's command line and its variables. Source: CDKTF, "Configuration file": ``app`` is a shell command."""
    file, own = Path("cdktf.json"), [sys.executable, "-P", "-c", _OWN, str(Path(jupyterhub_on_eks.__file__).parents[1])]
    if not file.is_file():
        return own, {}
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
        context = {"CDKTF_CONTEXT_JSON": json.dumps(settings["context"])} if "context" in settings else {}
        if context and "app" not in settings:  # the file only names add-ons (docs/add-ons.md)
            return own, context
        # This process is already in the environment that pipenv would use, which may not be pipenv's.
        return ["/bin/sh", "-c", str(settings["app"]).removeprefix("pipenv run ")], context
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeploymentError(f'cdktf.json has no app ({error!r}). Set "app" in it, or remove the file.', ExitStatus.USAGE) from None
