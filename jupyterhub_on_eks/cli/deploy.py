"""The verb ``deploy``: creates or updates the stacks of hub files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import BadParameter, Option

from jupyterhub_on_eks.cli.options import Approve, DataLoss, NoColor, OneStack, Paths, VariableFiles, Variables
from jupyterhub_on_eks.exit_status import ExitStatus


def deploy(
    paths: Paths = None,
    *,
    stack: OneStack = None,
    plan: Annotated[
        Path | None,
        Option(metavar="FILE", show_default=False, help="Apply this plan, saved by diff --out.", exists=True, dir_okay=False),
    ] = None,
    auto_approve: Approve = False,
    var: Variables = None,
    var_file: VariableFiles = None,
    allow_data_loss: DataLoss = False,
    no_color: NoColor = False,  # noqa: ARG001  # its callback has used it
) -> ExitStatus:
    """Create or update the stacks of hub files.

    It plans, shows the plan, asks for approval, and applies that plan. It is refused if users would lose data. Ctrl-C stops it cleanly:
    Terraform finishes the current operation and saves the state. If one of several stacks fails, the others continue.

    Exit status: 0 done, 1 mistakes in hub files or data would be lost, 2 wrong usage, 3 an error of AWS, the cluster or
    Terraform, 130 interrupted.
    """
    from jupyterhub_on_eks.deployment.deploy import deploy as run  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.request import Request  # noqa: PLC0415

    if plan and (var or var_file):
        raise BadParameter("the plan contains its variables; remove --var and --var-file", param_hint="--plan")
    if plan and len(stack or ()) > 1:
        raise BadParameter("it contains the plan of one stack; name only that stack", param_hint="--plan")
    request = Request(
        paths=paths or (),
        stacks=stack or (),
        variables=var or (),
        variable_files=var_file or (),
        approved=auto_approve,
        data_loss=allow_data_loss,
    )
    return run(request, plan)
