"""Additional servers that users start next to their default one."""

from __future__ import annotations

from pydantic import Field, StrictInt

from constructs_lib.models.base import Model


class NamedServersConfig(Model):
    """Users may start additional, named servers. On EBS each server has its own volume; on EFS all of them share the user's home."""

    limit: StrictInt = Field(ge=1)
    """Number of servers that each user may have in addition to the default one, 1 or more."""
