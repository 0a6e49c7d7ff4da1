"""Chart values for scheduling the users' servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.singleuser.server_size import server_size, written
from constructs_lib.models.chart_version import WORKING_USER_SCHEDULER
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.scheduling.resources import resources_of
from constructs_lib.models.scheduling.settings import AvoidDisruption, DedicatedNodes

#: Annotations that keep the autoscalers from moving a pod.
#: Sources: Karpenter, "Disruption", pod-level controls; Cluster Autoscaler, FAQ, "What types of pods can prevent CA from removing a node".
STAYS: Mapping[str, str] = {"karpenter.sh/do-not-disrupt": "true", "cluster-autoscaler.kubernetes.io/safe-to-evict": "false"}


def scheduling_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the values of ``scheduling``, except those of the hub's own pods."""
    stays = hub.scheduling.avoid_disruption
    pods = [*(["singleuser"] if stays is not AvoidDisruption.NONE else []), *(["hub", "proxy"] if stays is AvoidDisruption.ALL else [])]
    keys = {"singleuser": "extraAnnotations"}
    return merged(
        {},
        {pod: {keys.get(pod, "annotations"): dict(STAYS)} for pod in pods},
        _purposes(hub.scheduling.node_purposes),
        _user_scheduler(hub),
        _placeholders(hub),
    )


def _purposes(purposes: DedicatedNodes) -> dict[str, Any]:
    if purposes == DedicatedNodes():
        return {}
    sides = {"userPods": purposes.users, "corePods": purposes.core}
    return {"scheduling": {key: {"nodeAffinity": {"matchNodePurpose": purpose.value}} for key, purpose in sides.items()}}


def _user_scheduler(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Leave scheduling to Kubernetes if the user sets it, or if the chart's own scheduler would keep every server Pending.

    Such a scheduler waits for an API that Kubernetes removed in 1.27, and Amazon EKS offers no older version.
    Source: jupyterhub/zero-to-jupyterhub-k8s, issue 3128.
    """
    enabled = hub.scheduling.has_user_scheduler(hub.chart_version)
    default = hub.scheduling.user_scheduler is None and hub.chart_version.has(WORKING_USER_SCHEDULER)
    return {} if default else {"scheduling": {"userScheduler": {"enabled": enabled}}}


def _placeholders(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Hold places as large as a server, in numbers that mean the same in both pods, and let servers preempt them.

    The chart would copy text such as 1G from the servers to its placeholders: 2^30 bytes to KubeSpawner, 10^9 to Kubernetes. Without
    priorities placeholders are never preempted. Source: chart, ``templates/scheduling/user-placeholder/statefulset.yaml``.
    """
    places = hub.scheduling.placeholders
    if not places.replicas:
        return {}
    size = written(resources_of([places.resources])) if places.resources else server_size(hub)
    placeholder = {"enabled": True, "replicas": places.replicas, "resources": size}
    return {"scheduling": {"podPriority": {"enabled": True}, "userPlaceholder": placeholder}}
