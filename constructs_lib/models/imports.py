"""Existing objects that Terraform imports into its state instead of creating them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.validators import matching


class Import(Model):
    """An existing object and the stack's resource for it. Source: Terraform, "Import", ``import`` blocks; Terraform 1.5 or later."""

    to: Annotated[
        str,
        matching(
            r"[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*(\[\"[^\"\[\]]+\"\])?",
            "is not the address of a resource, such as helm_release.jupyterhub_Release_0A1B2C3D; run `jupyterhub-on-eks adopt` to write this file",
            longest=512,
        ),
    ]
    """Address of the resource in the stack, for example helm_release.jupyterhub_Release_0A1B2C3D."""
    id: Annotated[str, Field(min_length=1, max_length=2048)]
    """The provider's id of the object, for example jupyterhub/my-release."""
