"""Terraform imports."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.imports import Import


@pytest.mark.parametrize("to", ["helm_release.hub_Release_0A1B2C3D", 'aws_efs_mount_target.a["us-west-2a"]'])
def test_addresses(to: str) -> None:
    """Of a resource, and of an instance of one."""
    assert to == Import(to=to, id="x").to


@pytest.mark.parametrize("to", ["", "helm_release", "data.aws_efs_file_system.a", "module.a.b.c", "a.b[0]", "${a.b}"])
def test_invalid_addresses(to: str) -> None:
    """Each is refused with a message."""
    with pytest.raises(ValidationError, match="is not the address of a resource"):
        Import(to=to, id="x")


def test_empty_id() -> None:
    """An empty text is not an object."""
    with pytest.raises(ValidationError, match="id"):
        Import(to="a.b", id="")
