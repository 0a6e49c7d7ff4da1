"""Placeholder pods that reserve room for users' servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Field, StrictInt, Tag

from constructs_lib.models.base import Model
from constructs_lib.models.scheduling.resources import Resources

#: Number of placeholders.
PlaceholderCount = Annotated[StrictInt, Field(ge=0, le=5_000)]


class UserPlaceholders(Model):
    """Placeholder pods that reserve room for users' servers, so that the next servers start without waiting for a node."""

    INSTEAD: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("profile", "profiles"),
        "resources to size the placeholders. The chart schedules them with the hub's own settings only; placeholders on the nodes of a "
        "profile (GPU nodes) need pods of your own, for example a Deployment of pause pods with a lower priority",
    )

    replicas: PlaceholderCount
    """Number of placeholders, 0 to 5000."""
    resources: Resources | None = None
    """Size of each placeholder. Default: the guarantees of the hub's `resources`."""


def _kind(value: Any) -> str:
    return "model" if isinstance(value, dict | Model) else "count"


#: A number of placeholders as large as a server; or a mapping with their size.
Placeholders = Annotated[
    Annotated[PlaceholderCount, Tag("count")] | Annotated[UserPlaceholders, Tag("model")],
    Discriminator(_kind),
]
