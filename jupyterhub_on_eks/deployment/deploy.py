"""Deploys stacks: plans once, shows the plan, asks for approval, and applies that plan."""

from __future__ import annotations

import sys
from pathlib import Path

from jupyterhub_on_eks.deployment.chosen import each, prepared
from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.exclusive import alone_in
from jupyterhub_on_eks.deployment.outputs import output_lines
from jupyterhub_on_eks.deployment.plan_report import plan_lines
from jupyterhub_on_eks.deployment.planning import apply_plan, make_plan, note, plan_file, show_plan
from jupyterhub_on_eks.deployment.provider_lock import provider_locks
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.saved_plan import unpacked
from jupyterhub_on_eks.deployment.stack_output import output_folder
from jupyterhub_on_eks.deployment.state import pull, pulled
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.deployment.vanished import keep
from jupyterhub_on_eks.exit_status import ExitStatus


def deploy(request: Request, saved: Path | None = None) -> ExitStatus:
    """Create or update the resources of stacks.

    Args:
        request: what the user asked for.
        saved: a plan that ``diff --out`` wrote, to apply instead of a new one.

    Returns:
        The exit status.

    Raises:
        DeploymentError: there is nothing to deploy.
    """
    with alone_in(output_folder()):
        stacks = prepared(request, default_all=False)
        request.need_approval("deploy")
        return each(stacks, lambda terraform: _deploy(terraform, request, saved))


def _deploy(terraform: Terraform, request: Request, saved: Path | None) -> ExitStatus:
    stack = terraform.stack
    with provider_locks([stack]), plan_file() as file:
        note(f"Reading the state of {stack.name} ...")
        check = DataCheck(stack=stack, state=pull(terraform), verb="deploy", commands=request.commands)
        if not request.data_loss:
            check.check_json()
        if saved:
            unpacked(saved, terraform, file)
            plan = show_plan(terraform, file)
        else:
            plan = make_plan(terraform, request.terraform_variables, file)
        print(*plan_lines(plan, stack.name, sys.stdout), sep="\n", flush=True)
        if not request.data_loss:
            check.check_plan(plan)
        try:
            if not plan.is_empty:
                request.approve(f"Make these changes to {stack.name!r}?", refused=f"Stack {stack.name!r}: nothing was changed.")
                apply_plan(terraform, file)
        finally:
            keep([stack], output_folder())
        outputs = pulled(terraform).outputs
    print(*output_lines(outputs), f"next: {request.commands.line('status', stack.name)}", sep="\n", flush=True)
    return ExitStatus.FINE
