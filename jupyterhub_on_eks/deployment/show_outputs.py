"""Prints outputs of stacks: all of them, or one."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Mapping
from typing import Any

from jupyterhub_on_eks.deployment.chosen import chosen_stacks, each
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.exclusive import alone_in
from jupyterhub_on_eks.deployment.outputs import Outputs, local_state, output_lines, output_text
from jupyterhub_on_eks.deployment.programs import need_binary
from jupyterhub_on_eks.deployment.provider_lock import provider_locks
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack, output_folder
from jupyterhub_on_eks.deployment.state import pull
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.terminal import styled


def show_outputs(request: Request, name: str | None, *, as_json: bool) -> ExitStatus:
    """Print the outputs of the selected stacks; returns the exit status.

    Args:
        request: what the user asked for.
        name: name of the only output to print. Default: all.
        as_json: write one JSON document: outputs by stack; for one output, only the value.

    Raises:
        DeploymentError: there is no such stack or output, or nothing is deployed.
    """
    found: dict[str, Outputs] = {}

    def show(terraform: Terraform) -> ExitStatus:
        found[terraform.stack.name] = outputs = _outputs(terraform.stack)
        if name is None and not as_json:
            if several:
                print(styled(terraform.stack.name, "bold", sys.stdout))
            print(*output_lines(outputs), sep="\n", flush=True)
        return ExitStatus.FINE

    with alone_in(output_folder()):
        stacks = chosen_stacks(request, default_all=name is None, living=True)
        several = len(stacks) > 1
        status = each([Terraform(stack, "") for stack in stacks], show)
    if name is not None:
        for stack, outputs in found.items():
            output = _named(name, outputs, stack)
            print(json.dumps(output.get("value"), indent=2) if as_json else output_text(output))
    elif as_json:
        values = {stack: {key: output.get("value") for key, output in outputs.items()} for stack, outputs in found.items()}
        print(json.dumps(values, indent=2))
    return status


def _outputs(stack: Stack) -> Outputs:
    state = local_state(stack)
    if state is None:
        with provider_locks([stack]):
            state = pull(Terraform(stack, need_binary()))
    if not state.resources and not state.outputs:
        raise DeploymentError(f"Stack {stack.name!r} is not deployed, so it has no outputs.")
    return state.outputs


def _named(name: str, outputs: Outputs, stack: str) -> Mapping[str, Any]:
    if name not in outputs:
        near = difflib.get_close_matches(name, outputs, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        known = ", ".join(sorted(outputs)) or "none"
        raise DeploymentError(f"Stack {stack!r} has no output {name!r}.{hint} It has: {known}.", ExitStatus.USAGE)
    return outputs[name]
