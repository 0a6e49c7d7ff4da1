"""Deployed stacks without a hub file: the JSON of the last deployment is kept in the working folder, so that they can be shown and destroyed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from constructs_lib.errors import HubFileError
from jupyterhub_on_eks.deployment.stack_output import FACTS_FILE, Stack, read_stacks
from jupyterhub_on_eks.hub_paths import hub_paths

_MANIFEST = "manifest.json"
_SUFFIXES = (".yaml", ".yml", ".toml")


def kept(name: str) -> Path:
    """Return the file with a stack's last deployment. It contains no secret."""
    return Path(f"terraform.{name}.deployed.json")


def keep(stacks: Sequence[Stack], out: Path) -> None:
    """Store the deployment of stacks."""
    manifest = json.loads((out / _MANIFEST).read_text(encoding="utf-8"))
    for stack in stacks:
        content = {
            "version": manifest.get("version"),
            "entry": manifest["stacks"][stack.name],
            "state": _state_file(stack.template, out, manifest["stacks"][stack.name]),
            "template": stack.template,
            "facts": stack.facts,
        }
        part = kept(stack.name).with_name(f"{kept(stack.name).name}.{os.getpid()}")
        part.write_text(json.dumps(content), encoding="utf-8")
        part.replace(kept(stack.name))


def drop(stacks: Sequence[Stack]) -> None:
    """Remove the stored deployment of destroyed stacks."""
    for stack in stacks:
        kept(stack.name).unlink(missing_ok=True)


def vanished(names: Sequence[str], known: Sequence[Stack]) -> list[str]:
    """List the names of deployed stacks that no hub file has."""
    return [name for name in names if name not in {stack.name for stack in known} and kept(name).is_file()]


def restore(names: Sequence[str], out: Path) -> list[Stack]:
    """Write the JSON of vanished stacks to the output folder, as in the last deployment, and list them in its manifest."""
    manifest: dict[str, Any] = {"stacks": {}}
    if (out / _MANIFEST).is_file():
        manifest = json.loads((out / _MANIFEST).read_text(encoding="utf-8"))
    for name in names:
        content = json.loads(kept(name).read_text(encoding="utf-8"))
        entry = content["entry"]
        file = out / entry["synthesizedStackPath"]
        file.parent.mkdir(parents=True, exist_ok=True)
        if content["state"]:
            target = os.path.relpath(content["state"], os.path.realpath(file.parent))
            content["template"]["terraform"]["backend"]["local"]["path"] = target
        file.write_text(json.dumps(content["template"], indent=2), encoding="utf-8")
        if content["facts"]:
            file.with_name(FACTS_FILE).write_text(json.dumps(content["facts"], indent=2, ensure_ascii=False), encoding="utf-8")
        manifest["stacks"][name] = entry
        manifest.setdefault("version", content["version"])
        print(f"No hub file has the stack {name!r}; it is used as it was last deployed ({kept(name).name}).", file=sys.stderr)
    (out / _MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    return [stack for stack in read_stacks(out) if stack.name in names]


def recorded() -> list[str]:
    """List the names of stacks that were deployed from this folder."""
    return sorted(file.name.removeprefix("terraform.").removesuffix(".deployed.json") for file in Path().glob("terraform.*.deployed.json"))


def no_hub_files(named: Sequence[Path] = ()) -> bool:
    """Return whether there is nothing to synthesize: neither a hub file nor a folder with one."""
    try:
        paths = hub_paths(named)
    except HubFileError:
        return False  # the app reports what is wrong with HUBS
    return not any(path.is_file() or (path.is_dir() and any(file.suffix in _SUFFIXES for file in path.iterdir())) for path in paths)


def _state_file(template: dict[str, Any], out: Path, entry: dict[str, Any]) -> str | None:
    """Return the path of a local state, relative to the working folder; None if the state is elsewhere."""
    local = template.get("terraform", {}).get("backend", {}).get("local", {}).get("path")
    folder = os.path.realpath(out / Path(entry["synthesizedStackPath"]).parent)
    return os.path.relpath(os.path.normpath(Path(folder, local)), os.path.realpath(Path.cwd())) if local else None
