"""The condition that no other hub of the stack stores its database in the same directory."""

from __future__ import annotations

from dataclasses import replace

from constructs_lib.constructs.storage.backend import SharedDatabase
from constructs_lib.constructs.storage.database_alone import alone

_NAMED = SharedDatabase(file_system_id="fs-0123456789abcdef0", made=False, path="/hub-database", namespace="a")
_MADE = SharedDatabase(file_system_id="aws_efs_file_system.b.id", made=True, path="/hub-database", namespace="b")


def test_one_hub_names_what_another_may_create() -> None:
    """Whichever comes first; the message names both, the directory and the file system."""
    for database, other in ((_NAMED, _MADE), (_MADE, _NAMED)):
        (condition,) = alone(database, [other])
        message = condition.error_message
        assert (
            f"the hubs of {other.namespace} and {database.namespace} both store their database in /hub-database of fs-0123456789abcdef0,"
            in message
        )


def test_nothing_to_compare() -> None:
    """Other directories, two file systems that are created, and two that are named, which the checks compare."""
    assert [] == alone(_NAMED, [replace(_MADE, path="/other")])
    assert [] == alone(_MADE, [replace(_MADE, namespace="c")])
    assert [] == alone(_NAMED, [replace(_NAMED, namespace="c")])
    assert [] == alone(_NAMED, [])
    assert [] == alone(None, [_MADE])
