"""What the state remembers of a file system. Its effect in Terraform: ``tests/aws/test_guards.py``."""

from __future__ import annotations

from typing import Any

from constructs_lib.constructs.storage.efs_remembered import remembered_file_system
from constructs_lib.models.storage.efs import EfsConfig

_EFS: dict[str, Any] = {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}
_FILE_SYSTEM = "fs-0123456789abcdef0"


def test_file_system() -> None:
    """The stack's own may become an existing one; an allowed replacement forgets the id."""
    own = EfsConfig.model_validate(_EFS)
    existing = EfsConfig.model_validate({**_EFS, "existing_file_system_id": _FILE_SYSTEM})
    replaced = EfsConfig.model_validate({**_EFS, "allow_replacement": True})

    assert f"{_FILE_SYSTEM}, made by this stack" == remembered_file_system(own, _FILE_SYSTEM)["FileSystem"].value
    assert _FILE_SYSTEM == remembered_file_system(existing, _FILE_SYSTEM)["FileSystem"].value
    assert [f"{_FILE_SYSTEM}, made by this stack"] == list(remembered_file_system(existing, _FILE_SYSTEM)["FileSystem"].accepts)
    assert {"HomesPath"} == set(remembered_file_system(replaced, _FILE_SYSTEM))
