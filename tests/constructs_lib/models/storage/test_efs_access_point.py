"""Directories of a file system, and who owns them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.storage.efs_access_point import AccessPointConfig, SharedDirectory


def test_homes_belong_to_the_notebooks_user() -> None:
    """The user of the Docker Stacks images, without root."""
    point = AccessPointConfig()

    assert (1000, 100, "/homes") == (point.uid, point.gid, point.path)


@pytest.mark.parametrize("settings", [{"uid": 0}, {"gid": 0}, {"uid": 4_294_967_296}, {"uid": "1000"}, {"path": "homes"}])
def test_wrong_owner_or_path(settings: dict[str, Any]) -> None:
    """Root would own every home; EFS has 32-bit ids and absolute paths."""
    with pytest.raises(ValidationError):
        AccessPointConfig.model_validate(settings)


def test_shared_directory() -> None:
    """Writable, below /shared, unless set otherwise; its name is at most 50 characters."""
    directory = SharedDirectory(name="data", mount_path="/home/jovyan/data")

    assert (False, None) == (directory.read_only, directory.path)
    with pytest.raises(ValidationError):
        SharedDirectory(name="d" * 51, mount_path="/data")
