"""All doors of a hub."""

from __future__ import annotations

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.rendered.door import Door
from constructs_lib.rendered.routes import route_doors
from constructs_lib.rendered.services import service_doors
from constructs_lib.rendered.values import Values


def doors(values: Values, version: ChartVersion) -> list[Door]:
    """Return the ways from outside the cluster to a hub.

    Args:
        values: the chart's final values.
        version: version of the chart.
    """
    return [*service_doors(values), *route_doors(values, version)]
