"""What Terraform takes into its state instead of making it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.validators import matching


class Import(Model):
    """An existing object, and the resource of the stack that it is. Source: Terraform, "Import", ``import`` blocks; from 1.5 on."""

    to: Annotated[
        str,
        matching(
            r"[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*(\[\"[^\"\[\]]+\"\])?",
            "is not the address of a resource; `jupyterhub-on-eks adopt` writes this file, for example helm_release.jupyterhub_Release_0A1B2C3D",
            longest=512,
        ),
    ]
    """Address of the resource in the stack, for example helm_release.jupyterhub_Release_0A1B2C3D."""
    id: Annotated[str, Field(min_length=1, max_length=2048)]
    """What the provider calls the object, for example jupyterhub/my-release."""
