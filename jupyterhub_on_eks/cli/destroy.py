"""The verb ``destroy``: removes what a deployment created."""

from __future__ import annotations

from jupyterhub_on_eks.cli.options import Approve, DataLoss, NoColor, OneStack, Paths, VariableFiles, Variables
from jupyterhub_on_eks.exit_status import ExitStatus


def destroy(
    paths: Paths = None,
    *,
    stack: OneStack = None,
    auto_approve: Approve = False,
    var: Variables = None,
    var_file: VariableFiles = None,
    allow_data_loss: DataLoss = False,
    no_color: NoColor = False,  # noqa: ARG001  # its callback has used it
) -> ExitStatus:
    """Remove what a deployment created.

    What a removal policy retains is kept. The command reports what happens to volumes, shows what is removed, and asks for approval. If a
    stack's hub file is gone, the stack is destroyed as it was deployed.

    Exit status: 0 done, 1 data would be lost, 2 wrong usage, 3 an error of AWS, the cluster or Terraform, or RETAIN keeps something,
    130 interrupted.
    """
    from jupyterhub_on_eks.deployment.destroy import destroy as run  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.request import Request  # noqa: PLC0415

    request = Request(
        paths=paths or (),
        stacks=stack or (),
        variables=var or (),
        variable_files=var_file or (),
        approved=auto_approve,
        data_loss=allow_data_loss,
    )
    return run(request)
