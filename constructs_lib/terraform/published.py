"""Outputs, warnings, and ``removed`` addresses of a stack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdktf import Annotations, TerraformOutput, TerraformStack

from constructs_lib.models.output import Output


def publish(stack: TerraformStack, *, outputs: Mapping[str, Output], removed: Sequence[str], warnings: Sequence[str]) -> None:
    """Define outputs and warnings on the stack itself; inside a construct an output's name would get a hash.

    Args:
        stack: the stack.
        outputs: outputs by their names.
        removed: addresses that Terraform forgets without deleting the resources.
        warnings: warnings for the user.
    """
    for name, output in outputs.items():
        TerraformOutput(stack, name, value=output.value, description=output.description)
    if removed:
        # CDKTF 0.21 doesn't support `removed` blocks.
        stack.add_override("removed", [{"from": address, "lifecycle": {"destroy": False}} for address in removed])
    if warnings:
        annotations = Annotations.of(stack)
        for warning in warnings:
            annotations.add_warning(warning)
