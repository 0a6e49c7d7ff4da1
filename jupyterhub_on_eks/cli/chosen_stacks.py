"""Stacks that a verb works on: all stacks of the hub files, or the named ones."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from constructs_lib.hub_files.model import HubFile
from constructs_lib.hub_files.read import read_hub_files
from jupyterhub_on_eks.deployment.stack_output import FACTS_FILE, output_folder
from jupyterhub_on_eks.hub_paths import hub_paths


class NoSuchStackError(Exception):
    """No hub file has the named stack."""


def chosen_stacks(paths: Sequence[Path], names: Sequence[str], *, folder: Path = Path()) -> list[HubFile]:
    """Return the hub files of the chosen stacks.

    Args:
        paths: hub files and folders of the command line. Default: those of `hub_paths`.
        names: names of stacks. Empty: all stacks.
        folder: where Terraform's state and the synthesized stacks are; they show which hub files are gone.

    Raises:
        HubFileError: hub files have mistakes.
        NoSuchStackError: no hub file has a stack of this name.
    """
    files = read_hub_files(hub_paths(paths))
    known = {file.stack: file for file in files}
    for name in names:
        if name not in known:
            raise NoSuchStackError(_unknown(name, list(known), folder))
    return [known[name] for name in dict.fromkeys(names)] if names else files


def vanished(files: Sequence[HubFile], folder: Path = Path()) -> list[str]:
    """Return the stacks that were synthesized or deployed from this folder and no longer have a hub file."""
    synthesized = (path.parent.name for path in (folder / output_folder()).glob(f"stacks/*/{FACTS_FILE}"))
    deployed = (path.name.removeprefix("terraform.").removesuffix(".tfstate") for path in folder.glob("terraform.*.tfstate"))
    return sorted({*synthesized, *deployed} - {file.stack for file in files})


def _unknown(name: str, known: list[str], folder: Path) -> str:
    if (folder / f"terraform.{name}.tfstate").exists() or (folder / output_folder() / "stacks" / name / FACTS_FILE).exists():
        return f"the hub file of the stack {name} is gone; restore it, for example from git, or pass its path"
    close = get_close_matches(name, known, n=1)
    return f"no hub file has the stack {name}; {f'did you mean {close[0]}?' if close else 'known stacks: ' + ', '.join(known)}"
