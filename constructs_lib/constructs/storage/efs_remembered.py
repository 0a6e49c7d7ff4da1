"""Settings of a file system that the state remembers, so that the plan rejects a change."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.models.storage.efs import EfsConfig
from constructs_lib.terraform.change_guard import WAS, Remembered


def remembered_file_system(config: EfsConfig, file_system_id: str) -> Mapping[str, Remembered]:
    """Return the remembered settings of a file system and the homes' directory on it.

    The file system that the stack created may become an existing one, because that keeps it; nothing else may replace it.

    Args:
        config: the settings.
        file_system_id: its id; a reference if the stack creates it.
    """
    made = "made by this stack"
    existing = config.existing_file_system_id
    file_system = Remembered(
        key="efs_config.existing_file_system_id",
        value=existing or f"{file_system_id}, {made}",
        effect="All users would find empty homes on another file system.",
        fix="copy the homes to the other file system",
        shown=existing or made,
        accepts=[f"{existing}, {made}"] if existing else (),
        # The same file system: after `forget` Terraform would create another. CDKTF renders a reference inside an expression bare.
        condition="" if existing else f'endswith({WAS}, "{made}") ? {WAS} == join("", [{file_system_id}, ", {made}"]) : false',
    )
    path = Remembered(
        key="efs_config.access_point.path",
        value=config.access_point.path,
        effect="All users would find empty homes in another directory.",
        fix="move the homes there first",
    )
    # A replacement gives the file system another id, so nothing is remembered then.
    return {"HomesPath": path} if config.allow_replacement else {"FileSystem": file_system, "HomesPath": path}
