"""Chart values of what gives the users' servers their nodes."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.chart_version import ChartVersion

#: The first line whose scheduler runs on a Kubernetes that Amazon EKS still offers.
_WORKS_SINCE = 3


def scheduling_values(line: ChartVersion) -> dict[str, Any]:
    """Leave the scheduling to Kubernetes where the chart's own scheduler would keep every server Pending.

    The chart's lines below 3.x bring one that waits for an interface which Kubernetes has not had since 1.27.
    Source: jupyterhub/zero-to-jupyterhub-k8s, issue 3128.
    """
    return {} if line.major >= _WORKS_SINCE else {"scheduling": {"userScheduler": {"enabled": False}}}
