"""Metrics that anyone can read: the hub's metrics page is behind the same load balancer as everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constructs_lib.checks.finding import Finding
from constructs_lib.rendered.door import Door
from constructs_lib.rendered.values import ChartPath, HubReading, at

#: Settings of the chart and JupyterHub that require a token; the second wins. Source: chart, ``files/hub/jupyterhub_config.py``.
_ASKS: tuple[ChartPath, ...] = (("hub", "authenticatePrometheus"), ("hub", "config", "JupyterHub", "authenticate_prometheus"))


def open_metrics(reading: HubReading, found: Sequence[Door]) -> Iterator[Finding]:
    """Find an internet-facing hub that shows its metrics without a token.

    Args:
        reading: the hub.
        found: its doors.
    """
    if not any(door.public for door in found):
        return
    decided = [path for path in _ASKS if at(reading.final, *path) is not None]
    if decided and at(reading.final, *decided[-1]) is False:
        yield Finding(
            fact="shows the hub's metrics, including the numbers of users and servers, to everyone on the internet",
            advice="; remove it, and set metrics: {service_monitor: {…}}, which gives Prometheus a token",
            path=reading.user_key(decided[-1]) or (),
            only_warns=True,
        )
