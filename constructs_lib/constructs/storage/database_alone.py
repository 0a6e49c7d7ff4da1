"""Preconditions against two hubs that write to one SQLite file, for what only Terraform can compare."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import Op, Precondition, Token

from constructs_lib.constructs.storage.backend import SharedDatabase


def alone(database: SharedDatabase | None, others: Sequence[SharedDatabase]) -> list[Precondition]:
    """Return the conditions under which a database is the only one in its directory.

    The synth compares file systems by their ids in the hub file (``checks/shared_storage.py``). Only Terraform knows whether an
    existing one is the one that another hub of the stack creates.

    Args:
        database: database of the hub; None if it isn't on a file system.
        others: databases of the earlier hubs.
    """
    if database is None:
        return []
    return [
        Precondition(
            condition=Token.as_string(Op.neq(database.file_system_id, other.file_system_id)),
            error_message=(
                f"hub_database: the hubs of {other.namespace} and {database.namespace} both store their database in {database.path} of "
                f"{(other if database.made else database).file_system_id}, which would corrupt it. "
                "Set a different path for the newer hub, hub_database: {efs: true, path: …}, before its first deployment."
            ),
        )
        for other in others
        if other.path == database.path and other.made != database.made
    ]
