"""The verb ``outputs``: shows the outputs of deployed stacks, such as the hub's address."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from jupyterhub_on_eks.cli.options import AllStacks, Json, NoColor
from jupyterhub_on_eks.exit_status import ExitStatus


def outputs(
    name: Annotated[
        str | None, Argument(metavar="NAME", show_default=False, help="Print only the value of this output. Default: all outputs.")
    ] = None,
    *,
    stack: AllStacks = None,
    hubs: Annotated[
        list[Path] | None,
        Option("--hubs", metavar="PATH", show_default=False, help="Hub files, or folders of them. Default: those in $HUBS, or hubs/."),
    ] = None,
    as_json: Json = False,
    no_color: NoColor = False,  # noqa: ARG001  # its callback has used it
) -> ExitStatus:
    """Show the outputs of stacks, such as the hub's address.

    A local state is read without Terraform. A secret is shown only with --json or if you name it.

    Exit status: 0 done, 1 mistakes in hub files, 2 no such stack or output, 3 nothing is deployed, or the state can't be read.
    """
    from jupyterhub_on_eks.deployment.request import Request  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.show_outputs import show_outputs  # noqa: PLC0415

    return show_outputs(Request(paths=hubs or (), stacks=stack or ()), name, as_json=as_json)
