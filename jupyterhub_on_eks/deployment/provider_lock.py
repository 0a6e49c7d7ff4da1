"""Terraform's lock file of each stack, with the providers' checksums; it is stored in ``locks/`` and used by every run.

Terraform stores it beside the JSON, in the output folder, which is not part of the repository and may be removed. Then each machine
would trust whatever the registry returns. Source: Terraform, "Dependency Lock File".
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jupyterhub_on_eks.deployment.stack_output import Stack

#: Its name in the folder where Terraform runs.
NAME = ".terraform.lock.hcl"


def kept(stack: Stack) -> Path:
    """Return the file in which a stack's lock is stored."""
    return Path("locks") / f"{stack.name}{NAME}"


@contextmanager
def provider_locks(stacks: Sequence[Stack]) -> Iterator[None]:
    """Provide the stacks' locks to Terraform, and store changed ones, with a hint to commit them."""
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
        print(f"The checksums of the providers of stack {stack.name!r} can't be stored: {error}", file=sys.stderr)
        return
    print(
        f"{file} contains the checksums of the providers of stack {stack.name!r}; commit it, so that other machines use the same ones.",
        file=sys.stderr,
    )
