"""The verb ``synth``: writes the Terraform JSON of hub files."""

from __future__ import annotations

import json

from jupyterhub_on_eks.cli.options import Json, NoColor, Paths
from jupyterhub_on_eks.exit_status import ExitStatus

#: Incremented when a key of the JSON is removed or changes its meaning, not for new keys.
FORMAT = 1


def synth(paths: Paths = None, *, as_json: Json = False, no_color: NoColor = False) -> ExitStatus:  # noqa: ARG001  # its callback has used it
    """Write the Terraform JSON of hub files to cdktf.out.

    It prints what a deployment would create and what it needs. If a hub file has a mistake, no stack is written. AWS is not contacted. In a
    folder with a cdktf.json, its app is run.

    Exit status: 0 written, 1 mistakes in hub files, 2 no such file or a wrong option, 3 the output can't be written.
    """
    from jupyterhub_on_eks.command import Commands  # noqa: PLC0415
    from jupyterhub_on_eks.deployment.app import synthesized  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.exclusive import alone_in  # noqa: PLC0415
    from jupyterhub_on_eks.deployment.stack_output import output_folder  # noqa: PLC0415
    from jupyterhub_on_eks.deployment.summary import document, summary  # noqa: PLC0415

    with alone_in(output_folder()):
        stacks = synthesized(paths or ())
    if as_json:
        print(json.dumps({"format": FORMAT, "stacks": [document(stack) for stack in stacks]}, indent=2))
    else:
        print(*(summary(stack, Commands(paths=paths or ())) for stack in stacks), sep="\n\n")
    return ExitStatus.FINE
