"""Further servers that users start beside their default one."""

from __future__ import annotations

from pydantic import Field, StrictInt

from constructs_lib.models.base import Model


class NamedServersConfig(Model):
    """Users may start further servers, which they name. On EBS each has a volume of its own; on EFS all share the user's home."""

    limit: StrictInt = Field(ge=1)
    """Number of servers that each user may have beside the default one, 1 or more."""
