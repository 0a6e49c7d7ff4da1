"""Local states with a hub that a new stack would create a second time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from jupyterhub_on_eks.deployment.data_loss import Loss
from jupyterhub_on_eks.deployment.stack_output import Stack, output_folder
from jupyterhub_on_eks.deployment.state import State, read_file


def former_states(state: State, stack: Stack) -> Iterator[Loss]:
    """Yield the local states that have a namespace of a stack while its own state is empty.

    This happens after the stack was renamed, after its backend was changed, and if an earlier release stored the state beside the target
    of an output folder that is a symbolic link.
    """
    if state.resources or not stack.facts:
        return
    wanted = {str(_metadata(block).get("name")) for block in stack.template.get("resource", {}).get("kubernetes_namespace_v1", {}).values()}
    for file in _local_states():
        old = read_file(file)
        names = {str(held.attributes.get("metadata", [{}])[0].get("name")) for held in old.of("kubernetes_namespace_v1")}
        if (found := sorted(wanted & names)) and _cluster(old) in (None, stack.facts["cluster"]["name"]):
            yield Loss(
                f"Stack {stack.name!r} has no state yet, and {file} has a hub in the namespace {found[0]!r} on this cluster: "
                "Terraform would create it a second time, with empty storage, and fail on what exists.",
                (
                    *(
                        []
                        if (old_name := _stack_of(file)) == stack.name
                        else [f"If the stack was renamed, restore its old name: stack: {old_name}"]
                    ),
                    (
                        f"If its state is to be stored elsewhere, move it there: cd {stack.path.parent} && terraform init, then "
                        f"terraform state push {file}"
                    ),
                ),
            )


def _local_states() -> Iterator[Path]:
    folders = {Path.cwd(), Path(os.path.realpath(output_folder())).parent}
    return (file for folder in sorted(folders) for file in sorted(folder.glob("terraform.*.tfstate")))


def _stack_of(file: Path) -> str:
    return file.name.removeprefix("terraform.").removesuffix(".tfstate")


def _cluster(state: State) -> object:
    return next((held.attributes.get("name") for held in state.data if held.kind == "aws_eks_cluster"), None)


def _metadata(block: dict[str, object]) -> dict[str, object]:
    metadata = block.get("metadata")
    if isinstance(metadata, list) and metadata:  # as CDK Terrain's bindings write the block
        metadata = metadata[0]
    return metadata if isinstance(metadata, dict) else {}
