"""Two hubs that write into one SQLite file destroy it: what Terraform alone can see of that."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import Op, Precondition, Token

from constructs_lib.constructs.storage.backend import SharedDatabase


def alone(database: SharedDatabase | None, others: Sequence[SharedDatabase]) -> list[Precondition]:
    """Return the conditions under which a database is the only one in its directory.

    The synth compares file systems by the ids that the hub file gives (``checks/shared_storage.py``). Only Terraform knows whether the
    one that a hub names is the one that another hub of the stack makes.

    Args:
        database: of the hub; None where it isn't on a file system.
        others: of the earlier hubs.
    """
    if database is None:
        return []
    return [
        Precondition(
            condition=Token.as_string(Op.neq(database.file_system_id, other.file_system_id)),
            error_message=(
                f"hub_database: the hubs of {other.namespace} and {database.namespace} both keep their database in {database.path} of "
                f"{(other if database.made else database).file_system_id}, and would destroy it. "
                "Give the newer hub a path of its own, hub_database: {efs: true, path: …}, before its first deployment."
            ),
        )
        for other in others
        if other.path == database.path and other.made != database.made
    ]
