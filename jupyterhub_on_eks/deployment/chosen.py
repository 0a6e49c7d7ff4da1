"""Synthesizes, and selects the stacks that a verb works on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from jupyterhub_on_eks.deployment.app import synthesized
from jupyterhub_on_eks.deployment.errors import DeploymentError, report
from jupyterhub_on_eks.deployment.programs import need_binary, need_login_programs
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack, choose, output_folder
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.deployment.vanished import no_hub_files, recorded, restore, vanished
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.terminal import styled


def chosen_stacks(request: Request, *, default_all: bool, living: bool = False) -> list[Stack]:
    """Synthesize, and select the stacks that the request names.

    Args:
        request: what the user asked for.
        default_all: whether all stacks are selected if none is named. Otherwise there must be only one.
        living: whether to include deployed stacks without a hub file. Default: no.

    Raises:
        DeploymentError: there is no such stack, a stack to deploy has no hub file, or the synthesis failed.
    """
    names = request.stacks
    stacks = [] if list(names) == vanished(names, ()) != [] and no_hub_files(request.paths) else synthesized(request.paths)
    if gone := vanished(names, stacks):
        if not living:
            destroy = request.commands.line("destroy", gone[0])
            raise DeploymentError(
                f"The stack {gone[0]!r} no longer has a hub file, so there is nothing to deploy. Restore its hub file, or remove what "
                f"was deployed: {destroy}",
                ExitStatus.USAGE,
            )
        stacks = [*stacks, *restore(gone, output_folder())]
    try:
        return choose(stacks, names, default_all=default_all)
    except DeploymentError as error:
        others = [name for name in recorded() if name not in {stack.name for stack in stacks}]
        hint = f" Deployed earlier, now without a hub file: {', '.join(others)}." if others else ""
        raise DeploymentError(f"{error}{hint}", error.status) from None


def prepared(request: Request, *, default_all: bool, living: bool = False) -> list[Terraform]:
    """Find Terraform or OpenTofu, select the stacks, and check that the programs they need are installed; the fastest check first.

    Raises:
        DeploymentError: something is missing, or as in `chosen_stacks`.
    """
    binary = need_binary()
    chosen = chosen_stacks(request, default_all=default_all, living=living)
    for stack in chosen:
        need_login_programs(stack)
    return [Terraform(stack, binary) for stack in chosen]


def each(stacks: Sequence[Terraform], work: Callable[[Terraform], ExitStatus]) -> ExitStatus:
    """Process stacks one after the other; if one fails, the others continue.

    Returns:
        The exit status: that of the first failure, else the first that is not zero.
    """
    statuses: list[ExitStatus] = []
    failed: dict[str, ExitStatus] = {}
    for terraform in stacks:
        try:
            statuses.append(work(terraform))
        except DeploymentError as error:
            report(error, sys.stderr)
            failed[terraform.stack.name] = error.status
    if failed and len(stacks) > 1:
        fine = ", ".join(terraform.stack.name for terraform in stacks if terraform.stack.name not in failed) or "none"
        print(styled(f"Failed: {', '.join(failed)}. Succeeded: {fine}.", "red", sys.stderr), file=sys.stderr)
    return next((status for status in [*failed.values(), *statuses] if status), ExitStatus.FINE)
