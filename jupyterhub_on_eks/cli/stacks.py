"""The verb ``stacks``: lists the stacks, deployed or not."""

from __future__ import annotations

import json

from jupyterhub_on_eks.cli.options import Json, NoColor, Paths
from jupyterhub_on_eks.exit_status import ExitStatus

#: Incremented when a key of the JSON is removed or changes its meaning, not for new keys.
FORMAT = 1


def stacks(paths: Paths = None, *, as_json: Json = False, no_color: NoColor = False) -> ExitStatus:  # noqa: ARG001  # as in `synth`
    """List the stacks, including those whose hub file is gone.

    The latter were deployed from this folder. Terraform is not run: for a state in S3, only its location is shown.

    Exit status: 0 done, 1 mistakes in hub files, 2 no such file or a wrong option.
    """
    from jupyterhub_on_eks.deployment.request import Request  # noqa: PLC0415  # here and below: --help needs none of it
    from jupyterhub_on_eks.deployment.stack_list import listed, stack_lines  # noqa: PLC0415

    found = listed(Request(paths=paths or ()))
    if as_json:
        print(json.dumps({"format": FORMAT, "stacks": found}, indent=2))
    else:
        print(*stack_lines(found), sep="\n")
    return ExitStatus.FINE
