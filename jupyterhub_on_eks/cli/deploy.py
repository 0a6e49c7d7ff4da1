"""The verb ``deploy``: creates or changes what hub files describe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import BadParameter, Option

from jupyterhub_on_eks.cli.exit_status import ExitStatus
from jupyterhub_on_eks.cli.options import Approve, DataLoss, NoColor, OneStack, Paths, VariableFiles, Variables


def deploy(
    paths: Paths = None,
    *,
    stack: OneStack = None,
    plan: Annotated[
        Path | None,
        Option(metavar="FILE", show_default=False, help="Apply this plan, which diff --out saved.", exists=True, dir_okay=False),
    ] = None,
    auto_approve: Approve = False,
    var: Variables = None,
    var_file: VariableFiles = None,
    allow_data_loss: DataLoss = False,
    no_color: NoColor = False,  # noqa: ARG001  # its callback has used it
) -> ExitStatus:
    """Create or change what hub files describe.

    It plans, shows the plan, asks, and applies that plan. It is refused where users would lose data. Ctrl-C ends it cleanly: Terraform
    finishes what it is doing and saves the state. With several stacks, one that fails doesn't stop the others.

    Exit status: 0 done, 1 mistakes in hub files or data would be lost, 2 wrong usage, 3 AWS, the cluster or Terraform, 130 interrupted.
    """
    from jupyterhub_on_eks.deployment.deploy import deploy as run  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.request import Request  # noqa: PLC0415

    if plan and (var or var_file):
        raise BadParameter("the plan holds its variables; leave --var and --var-file out", param_hint="--plan")
    if plan and len(stack or ()) > 1:
        raise BadParameter("it holds the plan of one stack; name one", param_hint="--plan")
    request = Request(
        paths=paths or (),
        stacks=stack or (),
        variables=var or (),
        variable_files=var_file or (),
        approved=auto_approve,
        data_loss=allow_data_loss,
    )
    return run(request, plan)
