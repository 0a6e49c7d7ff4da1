"""Terraform's lock file of each stack, which names the providers' checksums, is kept in ``locks/`` and used by every run.

Terraform keeps it beside the JSON, in the output folder, which is no part of the repository and which is removed now and then. Then each
machine would trust whatever the registry gives it. Source: Terraform, "Dependency Lock File".
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jupyterhub_on_eks.deployment.stack_output import Stack

#: What Terraform calls it, in the folder where it runs.
NAME = ".terraform.lock.hcl"


def kept(stack: Stack) -> Path:
    """Name the file in which a stack's lock is kept."""
    return Path("locks") / f"{stack.name}{NAME}"


@contextmanager
def provider_locks(stacks: Sequence[Stack]) -> Iterator[None]:
    """Give Terraform the stacks' locks, and keep what it makes of them; a new or changed one is said to be committed."""
    for stack in stacks:
        if kept(stack).is_file():
            shutil.copyfile(kept(stack), stack.path.with_name(NAME))
    try:
        yield
    finally:
        for stack in stacks:
            _keep(stack)


def _keep(stack: Stack) -> None:
    used, file = stack.path.with_name(NAME), kept(stack)
    if not used.is_file() or (file.is_file() and file.read_bytes() == used.read_bytes()):
        return
    try:
        file.parent.mkdir(exist_ok=True)
        shutil.copyfile(used, file)
    except OSError as error:
        print(f"The checksums of the providers of stack {stack.name!r} can't be kept: {error}", file=sys.stderr)
        return
    print(
        f"{file} holds the checksums of the providers of stack {stack.name!r}; commit it, so that other machines use the same ones.",
        file=sys.stderr,
    )
