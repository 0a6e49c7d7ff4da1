"""Directories of a file system and their owners."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.storage.efs_access_point import AccessPointConfig, SharedDirectory
from constructs_lib.models.storage.home_storage import NOTEBOOK_GID, NOTEBOOK_UID


def _mistakes(kind: type[AccessPointConfig | SharedDirectory], **settings: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as error:
        kind.model_validate(settings)
    return [(".".join(map(str, line["loc"])), line["msg"]) for line in error.value.errors()]


def test_owner_by_default() -> None:
    """The user of the Docker Stacks images, in a separate directory."""
    assert (1000, 100) == (NOTEBOOK_UID, NOTEBOOK_GID)
    assert AccessPointConfig() == AccessPointConfig(uid=1000, gid=100, path="/homes")


@pytest.mark.parametrize("key", ["uid", "gid"])
def test_numbers_of_an_owner(key: str) -> None:
    """Those of POSIX except root's, which is a setting of the hub."""
    expected = [f"{number} is out of range; use {bound}" for number, bound in ((0, "1 or more"), (2**31, "2147483647 or less"))]

    assert [[(key, text)] for text in expected] == [_mistakes(AccessPointConfig, **{key: number}) for number in (0, 2**31)]
    assert [1, 2**31 - 1] == [getattr(AccessPointConfig.model_validate({key: number}), key) for number in (1, 2**31 - 1)]
    assert [(key, "'1000' is not a whole number; use digits only, without quotes")] == _mistakes(AccessPointConfig, **{key: "1000"})


def test_path_that_efs_refuses() -> None:
    """It would fail in the middle of an apply."""
    ((key, text),) = _mistakes(AccessPointConfig, path="homes")

    assert ("path", True) == (key, text.startswith("'homes' is not the path of an access point"))


def test_shared_directory() -> None:
    """Name and mount path are enough: users may write, and the directory is named after it."""
    directory = SharedDirectory(name="data", mount_path="/data")

    assert (False, None) == (directory.read_only, directory.path)


def test_longest_name() -> None:
    """It is part of its claim's, and of the volume's in the pod, which Kubernetes limits to 63 characters."""
    assert "d" * 50 == SharedDirectory(name="d" * 50, mount_path="/data").name
    assert ["name"] == [key for key, _ in _mistakes(SharedDirectory, name="d" * 51, mount_path="/d")]


@pytest.mark.parametrize("path", ["data", "/", "/a:b", "/a/../b"])
def test_mount_path(path: str) -> None:
    """Absolute, and below the root."""
    ((key, text),) = _mistakes(SharedDirectory, name="data", mount_path=path)

    assert ("mount_path", True) == (key, "is not an absolute path" in text)
