"""The verb ``forget``: removes from Terraform's state what RETAIN keeps."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from jupyterhub_on_eks.cli.options import Approve, NoColor, OneStack, Paths
from jupyterhub_on_eks.exit_status import ExitStatus


def forget(
    paths: Paths = None,
    *,
    stack: OneStack = None,
    hub: Annotated[
        list[str] | None,
        Option("--hub", metavar="NAMESPACE", show_default=False, help="Namespace of a hub; may be repeated. Default: all."),
    ] = None,
    auto_approve: Approve = False,
    no_color: NoColor = False,  # noqa: ARG001  # its callback has used it
) -> ExitStatus:
    """Remove from Terraform's state what RETAIN keeps.

    These are the resources with removal_policy: RETAIN. The rest of the stack can be destroyed afterwards. Forgotten
    resources stay in AWS with their data; you manage them yourself.

    Exit status: 0 done, 2 nothing to forget or wrong usage, 3 an error of AWS or Terraform, or no approval.
    """
    from jupyterhub_on_eks.deployment.destroy import forget_kept  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.request import Request  # noqa: PLC0415

    return forget_kept(Request(paths=paths or (), stacks=stack or (), approved=auto_approve), hub or ())
