"""Chart values of what gives the users' servers their nodes."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.chart_version import WORKING_USER_SCHEDULER, ChartVersion


def scheduling_values(version: ChartVersion) -> dict[str, Any]:
    """Leave the scheduling to Kubernetes where the chart's own scheduler would keep every server Pending.

    Such a scheduler waits for an API that Kubernetes removed in 1.27, and Amazon EKS offers no older version.
    Source: jupyterhub/zero-to-jupyterhub-k8s, issue 3128.
    """
    return {} if version.has(WORKING_USER_SCHEDULER) else {"scheduling": {"userScheduler": {"enabled": False}}}
