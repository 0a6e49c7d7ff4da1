"""All doors of a hub."""

from __future__ import annotations

from constructs_lib.rendered.door import Door
from constructs_lib.rendered.routes import route_doors
from constructs_lib.rendered.services import service_doors
from constructs_lib.rendered.values import Values


def doors(values: Values) -> list[Door]:
    """Return the ways from outside the cluster to a hub, by the values that its chart is finally given."""
    return [*service_doors(values), *route_doors(values)]
