"""Places that are held free for users' servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Field, StrictInt, Tag

from constructs_lib.models.base import Model
from constructs_lib.models.singleuser.resources import Resources

#: Number of places.
PlaceholderCount = Annotated[StrictInt, Field(ge=0, le=5_000)]


class UserPlaceholders(Model):
    """Places that are held free for users' servers, so that the next ones start without waiting for a node."""

    INSTEAD: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("profile", "profiles"),
        "no profile here: the chart holds places for servers with the hub's own settings alone. Places on the nodes of a profile (GPU "
        "nodes) need pods of your own, for example a Deployment of pause pods with a lower priority",
    )

    replicas: PlaceholderCount
    """Number of places, 0 to 5000."""
    resources: Resources | None = None
    """Size of each place. Default: what the hub's `resources` guarantee a server."""


def _kind(value: Any) -> str:
    return "model" if isinstance(value, dict | Model) else "count"


#: A number of places as large as a server; or a mapping with their size.
Placeholders = Annotated[
    Annotated[PlaceholderCount, Tag("count")] | Annotated[UserPlaceholders, Tag("model")],
    Discriminator(_kind),
]
