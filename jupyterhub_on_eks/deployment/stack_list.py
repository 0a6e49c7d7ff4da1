"""The list of stacks: those of hub files, and those that were deployed from this folder earlier."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.deployment.app import AppError, synthesized
from jupyterhub_on_eks.deployment.exclusive import alone_in
from jupyterhub_on_eks.deployment.outputs import local_state
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack, output_folder
from jupyterhub_on_eks.deployment.state import read_file
from jupyterhub_on_eks.deployment.vanished import kept, no_hub_files, recorded
from jupyterhub_on_eks.report import counted

_PREFIX, _SUFFIX = "terraform.", ".tfstate"


def listed(request: Request) -> list[dict[str, Any]]:
    """List the stacks, each with ``stack``, ``hub_file`` (whether there is one), ``state`` (its place) and ``resources``.

    ``resources`` is the number of resources in the state; None: only Terraform can read it.

    Raises:
        DeploymentError: the synthesis failed.
    """
    with alone_in(output_folder()):
        stacks = _made(request)
    living = {stack.name: _living(stack) for stack in stacks}
    gone = {name: _gone(name) for name in (*recorded(), *_states()) if name not in living}
    return [*living.values(), *(gone[name] for name in sorted(gone))]


def _made(request: Request) -> list[Stack]:
    """Synthesize; without hub files, only stacks that were deployed earlier are listed."""
    if not no_hub_files(request.paths) or not (recorded() or _states()):
        return synthesized(request.paths)
    try:
        return synthesized(request.paths) if Path("cdktf.json").is_file() else []  # an app may have stacks without hub files
    except AppError:
        return []


def stack_lines(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each stack."""
    longest = max((len(entry["stack"]) for entry in found), default=0)
    for entry in found:
        number = entry["resources"]
        deployed = (
            "state in " + entry["state"] if number is None else f"{counted(number, 'resource')} deployed" if number else "not deployed"
        )
        hint = "" if entry["hub_file"] else "; its hub file is gone, and diff and destroy use it as it was deployed"
        if not entry["hub_file"] and not entry["recorded"]:
            hint = (
                f"; its hub file is gone, and there is no record of its deployment. Restore the hub file to destroy it ({entry['state']})"
            )
        yield f"{entry['stack']:{longest}}  {deployed}{hint}"


def _living(stack: Stack) -> dict[str, Any]:
    state = local_state(stack)
    entry = {"stack": stack.name, "hub_file": True, "recorded": kept(stack.name).is_file()}
    return {**entry, "state": _place(stack.template), "resources": None if state is None else len(state.resources)}


def _gone(name: str) -> dict[str, Any]:
    file, is_recorded = Path(f"{_PREFIX}{name}{_SUFFIX}"), kept(name).is_file()
    template = json.loads(kept(name).read_text(encoding="utf-8"))["template"] if is_recorded else {}
    elsewhere = is_recorded and "local" not in template.get("terraform", {}).get("backend", {})
    place = _place(template) if elsewhere else str(file)
    number = None if elsewhere else len(read_file(file).resources)
    return {"stack": name, "hub_file": False, "recorded": is_recorded, "state": place, "resources": number}


def _place(template: Mapping[str, Any]) -> str:
    for kind, settings in template.get("terraform", {}).get("backend", {}).items():
        if kind == "s3":
            return f"s3://{settings.get('bucket')}/{settings.get('key')}"
        return Path(settings.get("path", "")).name if kind == "local" else kind
    return "terraform.tfstate"


def _states() -> list[str]:
    """List the names of stacks with a local state that is not empty."""
    files = sorted(Path().glob(f"{_PREFIX}*{_SUFFIX}"))
    return [file.name.removeprefix(_PREFIX).removesuffix(_SUFFIX) for file in files if read_file(file).resources]
