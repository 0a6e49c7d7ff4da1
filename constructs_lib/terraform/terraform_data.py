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

    CDKTF's own ``DataResource`` runs ``terraform version`` at each synth and fails without Terraform: on a machine that only
    synthesizes, or has only OpenTofu. Every release that this library supports has the resource (Terraform from 1.4 on).

    Args:
        input: the values to remember; its ``output`` after the apply.
        triggers_replace: values that replace the resource when they change. Default: nothing replaces it.
        lifecycle: Terraform's lifecycle. Default: none.
        provisioners: steps at its creation or destruction. Default: none.
        depends_on: resources that are created before it and removed after it. Default: nothing.
    """

    TF_RESOURCE_TYPE: ClassVar[str] = "terraform_data"

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        input: Mapping[str, str],  # Terraform's name
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
        """Address of the remembered values, for an expression. Computed on demand, because it crosses to Node and back."""
        return f"{address(self)}.output"
