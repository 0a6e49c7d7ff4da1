"""Terraform's built-in resource ``terraform_data``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from cdktf import ITerraformDependable, LocalExecProvisioner, TerraformResource, TerraformResourceLifecycle
from constructs import Construct

from constructs_lib.terraform.address import address


class TerraformData(TerraformResource):
    """Values that the state remembers, and steps that run with them.

    CDKTF's own ``DataResource`` runs ``terraform version`` at each synth and fails where there is no Terraform: on a machine that only
    synthesizes, or has OpenTofu alone. Every release that this library supports knows the resource (Terraform from 1.4 on).

    Args:
        input: what is remembered; its ``output`` after the apply.
        triggers_replace: with a change of these the resource is replaced. Default: nothing replaces it.
        lifecycle: Terraform's lifecycle. Default: none.
        provisioners: steps of its creation or its end. Default: none.
        depends_on: what is made before and goes after. Default: nothing.
    """

    TF_RESOURCE_TYPE: ClassVar[str] = "terraform_data"

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        input: Mapping[str, str],  # Terraform's name of it
        triggers_replace: Mapping[str, str] | None = None,
        lifecycle: TerraformResourceLifecycle | None = None,
        provisioners: Sequence[LocalExecProvisioner] | None = None,
        depends_on: Sequence[ITerraformDependable] | None = None,
    ) -> None:
        super().__init__(
            scope, id, terraform_resource_type=self.TF_RESOURCE_TYPE, lifecycle=lifecycle, provisioners=provisioners, depends_on=depends_on
        )
        self.add_override("input", dict(input))
        if triggers_replace:
            self.add_override("triggers_replace", dict(triggers_replace))

    @cached_property
    def output(self) -> str:
        """Address of what is remembered, for an expression. Asked for, since it crosses to Node and back."""
        return f"{address(self)}.output"
