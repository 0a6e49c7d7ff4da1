"""The verb ``diff``: shows what a deployment would change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import BadParameter, Option

from jupyterhub_on_eks.cli.options import AllStacks, DataLoss, Json, NoColor, Paths, VariableFiles, Variables
from jupyterhub_on_eks.exit_status import ExitStatus


def diff(
    paths: Paths = None,
    *,
    stack: AllStacks = None,
    exit_code: Annotated[bool, Option("--exit-code", help="Exit with status 4 if there are changes.")] = False,
    drift: Annotated[
        bool, Option("--drift", help="Show changes made outside of the stack since its last deployment, instead of what would change.")
    ] = False,
    out: Annotated[
        Path | None, Option(metavar="FILE", show_default=False, help="Save the plan of one stack, for deploy --plan FILE.", dir_okay=False)
    ] = None,
    full: Annotated[bool, Option("--full", help="Show Terraform's full plan too, with all values that are not secret.")] = False,
    as_json: Json = False,
    var: Variables = None,
    var_file: VariableFiles = None,
    allow_data_loss: DataLoss = False,
    no_color: NoColor = False,  # noqa: ARG001  # its callback has used it
) -> ExitStatus:
    """Show what a deployment would change.

    Nothing is changed. It is refused if users would lose data, as a deployment is. If a stack's hub file is gone, the stack is compared as it was deployed.

    Exit status: 0 done, 1 mistakes in hub files or data would be lost, 2 wrong usage, 3 an error of AWS, the cluster or
    Terraform, 4 changes with --exit-code.
    """
    from jupyterhub_on_eks.deployment.diff import Diff  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.request import Request  # noqa: PLC0415

    if drift and out:
        raise BadParameter("a plan of drift can't be deployed; remove one of the two options", param_hint="--out with --drift")
    if full and as_json:
        raise BadParameter("the JSON document can't contain the full plan; remove one of the two options", param_hint="--full with --json")
    request = Request(paths=paths or (), stacks=stack or (), variables=var or (), variable_files=var_file or (), data_loss=allow_data_loss)
    return Diff(request=request, drift=drift, as_json=as_json, full=full, exit_code=exit_code, out=out).run()
