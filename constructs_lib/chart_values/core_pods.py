"""Chart values of the hub's own pods: their nodes, and the resource requests of each container."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.chart_values.merge import merged, placed
from constructs_lib.chart_values.singleuser.server_size import LEAST_CPU
from constructs_lib.models.chart_version import NETWORK_TOOLS_RESOURCES
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.kinds.amounts import cores, whole_bytes
from constructs_lib.models.scheduling.core import pod_resources
from constructs_lib.models.singleuser.server_amounts import server_amounts

#: The pods by their paths in the chart's values, each with its name in the hub file.
CORE_PODS: Mapping[tuple[str, ...], str] = {
    ("hub",): "hub",
    ("proxy", "chp"): "proxy",
    ("proxy", "traefik"): "proxy",
    ("scheduling", "userScheduler"): "scheduler",
}
#: The pod that waits for images before an upgrade. It has to run on the nodes of the hub's own pods; otherwise Helm times out.
AWAITER = ("prePuller", "hook")
#: Small containers without resource requests; a quota of CPU or memory rejects them.
#: Source: chart, ``resources: {}`` in ``values.yaml`` of all versions.
SMALL_CONTAINERS = (("proxy", "secretSync"), ("prePuller",), AWAITER, ("singleuser", "networkTools"))
_SMALL = {"cpu": cores("10m"), "memory": whole_bytes("16Mi")}


def core_pod_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return nodes and resources of the hub, the proxy and the scheduler, and the requests that a quota requires from all others."""
    return merged({}, *_nodes(hub), *_resources(hub), *_under_quota(hub))


def server_bound_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the hub's own limit of servers: a server that the namespace rejects would be a failed start."""
    return {} if hub.quota.servers is None else {"hub": {"activeServerLimit": hub.quota.servers}}


def _nodes(hub: JupyterHubAddOnProps) -> Iterator[dict[str, Any]]:
    core = hub.scheduling.core
    nodes = {"nodeSelector": dict(core.node_selector), "tolerations": [each.entry for each in core.tolerations]}
    if given := {key: value for key, value in nodes.items() if value}:
        yield from (placed(place, given) for place in (*CORE_PODS, AWAITER))


def _resources(hub: JupyterHubAddOnProps) -> Iterator[dict[str, Any]]:
    """Yield the resources, without a default guarantee next to a limit in the user's own values, which implies one and may be smaller."""
    core = hub.scheduling.core
    for place, component in CORE_PODS.items():
        if component == "scheduler" and not hub.scheduling.has_user_scheduler(hub.chart_version):
            continue
        resources = pod_resources(core.amounts(component))
        if not core.resources.model_fields_set & {"cpu", "memory", component}:
            limits = hub.user_value(*place, "resources", "limits")
            resources["requests"] = {
                key: share for key, share in resources["requests"].items() if not (isinstance(limits, Mapping) and limits.get(key))
            }
        yield placed(place, {"resources": resources})


def _under_quota(hub: JupyterHubAddOnProps) -> Iterator[dict[str, Any]]:
    """Yield the requests that a quota of CPU or memory requires from every container of the hub, and from users' servers."""
    if not hub.quota.computes:
        return
    requests = {name: _SMALL[name] for name in hub.quota.computes}
    for place in SMALL_CONTAINERS:
        if place != ("singleuser", "networkTools") or hub.chart_version.has(NETWORK_TOOLS_RESOURCES):
            yield placed(place, {"resources": {"requests": requests}})
    if "cpu" in hub.quota.computes and server_amounts(hub).cpu_numbers[0] is None:
        yield {"singleuser": {"cpu": {"guarantee": cores(LEAST_CPU)}}}
