"""Refuses a run that would part users from their data, before Terraform changes anything."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence

from jupyterhub_on_eks.deployment.stack_output import Stack
from scripts.console import Trouble, styled
from scripts.data_loss import WORD, Loss, losses
from scripts.former_states import former_states
from scripts.living_stack import another_cluster, changes, without_final_backup
from scripts.provider_lock import provider_locks
from scripts.state import State, pull


def check_data(stacks: Sequence[Stack], binary: str, *, verb: str) -> None:
    """Compare each stack's state with its new JSON, say what is meant to go, and refuse what isn't.

    Args:
        stacks: synthesized stacks.
        binary: Terraform's or OpenTofu's program.
        verb: ``diff``, ``deploy`` or ``destroy``.

    Raises:
        Trouble: users would lose data, and the word that lets it happen wasn't given. Or the state couldn't be read.
    """
    if WORD in words():
        return
    with provider_locks(stacks):
        for stack in stacks:
            if sys.stdout.isatty():
                print(f"Reading the state of {stack.name} ...", flush=True)
            found = list(_found(pull(stack, binary), stack, destroy=verb == "destroy"))
            for loss in (loss for loss in found if loss.wanted):
                print(styled(f"{stack.name}: {loss.words}", "yellow", sys.stderr), file=sys.stderr, flush=True)
            if refused := [loss for loss in found if not loss.wanted]:
                raise Trouble(refusal(stack, refused, verb=verb))


def words() -> list[str]:
    """Return the words of ``ARGS``."""
    return shlex.split(os.environ.get("ARGS", ""))


def refusal(stack: Stack, found: Sequence[Loss], *, verb: str) -> str:
    """Say what would be lost, and the ways on."""
    lines = [f"Stack {stack.name!r}: this {verb} would part users from their data, so nothing was changed."]
    for loss in found:
        lines += [loss.words, *(f"  - {way}" for way in loss.ways)]
    return "\n".join([*lines, f"If the data may be lost: make {verb} STACK={stack.name} ARGS={WORD}"])


def _found(state: State, stack: Stack, *, destroy: bool) -> list[Loss]:
    found = [*losses(state, stack, destroy=destroy), *another_cluster(state, stack)]
    return [*found, *(without_final_backup(state, stack) if destroy else [*changes(state, stack), *former_states(state, stack)])]
