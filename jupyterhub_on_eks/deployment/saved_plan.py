"""A plan in a file, with data to check whether it still matches the hub files."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.exit_status import ExitStatus

_PLAN, _ABOUT = "tfplan", "about.json"


def pack(target: Path, terraform: Terraform, plan: Path) -> None:
    """Write a plan, and the data to check it, to a file that only the user can read: a plan may contain secrets.

    Raises:
        DeploymentError: the file can't be written.
    """
    engine = terraform.stack.engine
    about = {
        "format": 1,
        "stack": terraform.stack.name,
        "json": _digest(terraform),
        "program": terraform.title,
        "engine": engine and engine.name,
    }
    try:
        target.unlink(missing_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            archive.writestr(_ABOUT, json.dumps(about))
            archive.write(plan, _PLAN)
    except OSError as error:
        raise DeploymentError(f"{target} can't be written: {error.strerror or error}", ExitStatus.USAGE) from None


def unpacked(source: Path, terraform: Terraform, plan: Path) -> None:
    """Write the plan in a file to the path ``plan``.

    Raises:
        DeploymentError: the file contains no plan, or one of another stack, program or engine, or the hub files changed since.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            about = json.loads(archive.read(_ABOUT))
            stack, program, engine, digest = about["stack"], about["program"], about.get("engine"), about["json"]
            plan.write_bytes(archive.read(_PLAN))
    except OSError as error:
        raise DeploymentError(f"{source} can't be read: {error.strerror or error}", ExitStatus.USAGE) from None
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError):
        raise DeploymentError(f"{source} is not a plan that diff --out wrote.", ExitStatus.USAGE) from None
    if stack != terraform.stack.name:
        raise DeploymentError(f"{source} contains a plan of stack {stack!r}, not of {terraform.stack.name!r}.", ExitStatus.USAGE)
    if program != terraform.title:
        raise DeploymentError(f"{source} contains a plan of {program}, which {terraform.title} can't apply.", ExitStatus.USAGE)
    used = terraform.stack.engine
    if engine and used and engine != used.name:
        raise DeploymentError(
            f"{source} contains a plan of the engine {engine}, and this run uses the engine {used.name}. To apply it, write "
            f"--engine {engine} before deploy.",
            ExitStatus.USAGE,
        )
    if digest != _digest(terraform):
        raise DeploymentError(
            f"The hub files, or the product's version, changed since {source} was written: the JSON of stack {stack!r} is different. "
            "Make a new plan with diff --out, and have it reviewed.",
            ExitStatus.MISTAKES,
        )


def _digest(terraform: Terraform) -> str:
    return hashlib.sha256(terraform.stack.path.read_bytes()).hexdigest()
