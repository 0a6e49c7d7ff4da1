"""Destroys stacks, and makes Terraform forget what is to be kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from jupyterhub_on_eks.deployment.chosen import each, prepared
from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.exclusive import alone_in
from jupyterhub_on_eks.deployment.forget import forget, known_and_protected, left_behind, protected, way_out
from jupyterhub_on_eks.deployment.plan_report import plan_lines
from jupyterhub_on_eks.deployment.planning import apply_plan, make_plan, note, plan_file
from jupyterhub_on_eks.deployment.programs import need_programs_of_destroy
from jupyterhub_on_eks.deployment.provider_lock import provider_locks
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import output_folder
from jupyterhub_on_eks.deployment.state import pull
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.deployment.vanished import drop
from jupyterhub_on_eks.deployment.volumes import volumes_at_destroy
from jupyterhub_on_eks.exit_status import ExitStatus


def destroy(request: Request) -> ExitStatus:
    """Destroy the resources of stacks, including those without a hub file; returns the exit status.

    Raises:
        DeploymentError: there is nothing to destroy.
    """
    with alone_in(output_folder()):
        stacks = prepared(request, default_all=False, living=True)
        for terraform in stacks:
            need_programs_of_destroy(terraform.stack)
        request.need_approval("destroy")
        return each(stacks, lambda terraform: _destroy(terraform, request))


def _destroy(terraform: Terraform, request: Request) -> ExitStatus:
    stack = terraform.stack
    if message := volumes_at_destroy(stack):
        print(message, flush=True)
    with provider_locks([stack]), plan_file() as file:
        note(f"Reading the state of {stack.name} ...")
        state = pull(terraform)
        if not request.data_loss:
            DataCheck(stack=stack, state=state, verb="destroy", commands=request.commands).check_json()
        # Terraform would refuse it too, in a message without a fix.
        if protected(stack) and known_and_protected(terraform):
            raise DeploymentError(way_out(stack, request.commands))
        plan = make_plan(terraform, ["-destroy", *request.terraform_variables], file)
        print(*plan_lines(plan, stack.name, sys.stdout), sep="\n", flush=True)
        if not plan.is_empty:
            request.approve(f"Destroy all of these in {stack.name!r}?", refused=f"Stack {stack.name!r}: nothing was destroyed.")
            # RETAIN leaves these behind intentionally; OpenTofu would exit with status 1 for them.
            forgets = terraform.is_opentofu and left_behind(stack)
            apply_plan(terraform, file, further=["-suppress-forget-errors"] if forgets else [])
    drop([stack])
    print(f"{stack.name}: destroyed.", flush=True)
    return ExitStatus.FINE


def forget_kept(request: Request, hubs: Sequence[str]) -> ExitStatus:
    """Make Terraform forget what RETAIN keeps of stacks; it stays in AWS. Returns the exit status.

    Args:
        request: what the user asked for.
        hubs: namespaces of the selected hubs. Default: all.

    Raises:
        DeploymentError: there is no such stack.
    """
    with alone_in(output_folder()):
        stacks = prepared(request, default_all=False, living=True)
        request.need_approval("forget")
        return each(stacks, lambda terraform: _forget(terraform, request, hubs))


def _forget(terraform: Terraform, request: Request, hubs: Sequence[str]) -> ExitStatus:
    with provider_locks([terraform.stack]):
        print(forget(terraform, request, hubs), flush=True)
    return ExitStatus.FINE
