"""All values of the JupyterHub chart for one hub."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from constructs_lib.chart_values.core_pods import core_pod_values, server_bound_values
from constructs_lib.chart_values.exposure.service import exposure_values
from constructs_lib.chart_values.hub_wide import hub_wide_values
from constructs_lib.chart_values.images import image_values
from constructs_lib.chart_values.login.hub_config import login_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.metrics.hub import metrics_values
from constructs_lib.chart_values.service_api_tokens import service_api_token_values
from constructs_lib.chart_values.singleuser.environment import user_environment_values
from constructs_lib.chart_values.singleuser.instance_metadata import instance_metadata_values, pod_security_values
from constructs_lib.chart_values.singleuser.network_policy import network_policy_values
from constructs_lib.chart_values.singleuser.nfs_isolation import nfs_isolation_values
from constructs_lib.chart_values.singleuser.owner import ServersOwner, user_servers_values
from constructs_lib.chart_values.singleuser.scheduling import scheduling_values
from constructs_lib.chart_values.singleuser.server_settings import server_settings_values
from constructs_lib.chart_values.storage.home_names import home_names_values
from constructs_lib.chart_values.storage.homes import home_values
from constructs_lib.chart_values.storage.hub_database import hub_database_values
from constructs_lib.chart_values.user_identity import user_identity_values
from constructs_lib.chart_values.user_values import with_user_values
from constructs_lib.models.chart_version import VOLUME_MAPPINGS
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def hub_values(
    hub: JupyterHubAddOnProps,
    *,
    certificate_arn: str | None = None,
    database_class: str = "",
    servers_owner: ServersOwner | None = None,
) -> dict[str, Any]:
    """Return all chart values of a hub, with the user's ``values`` merged over them last.

    Args:
        hub: the hub's settings.
        certificate_arn: certificate of the load balancer. Default: none, plain HTTP.
        database_class: storage class of the hub's database on EFS; used only with it.
        servers_owner: owner with which the users' servers are deleted. Default: none, they outlive the hub.
    """
    parts = computed_parts(hub, certificate_arn=certificate_arn, database_class=database_class, servers_owner=servers_owner)
    return _with_user_values(hub, parts)


def computed_parts(
    hub: JupyterHubAddOnProps, *, certificate_arn: str | None, database_class: str, servers_owner: ServersOwner | None
) -> Sequence[Callable[[], dict[str, Any]]]:
    """Return functions that compute the chart values of a hub without the user's ``values``, part by part; arguments as for `hub_values`.

    A check of a hub with mistakes computes the parts that are valid.
    """
    parts: Sequence[Callable[[], dict[str, Any]]] = (
        lambda: server_bound_values(hub),
        lambda: image_values(hub.image_registry, hub.chart_version),
        lambda: user_identity_values(hub),
        lambda: user_environment_values(hub),
        lambda: server_settings_values(hub),
        lambda: {"imagePullSecrets": list(hub.image_pull_secrets)} if hub.image_pull_secrets else {},
        lambda: home_values(hub.homes, hub.chart_version),
        lambda: home_names_values(hub),
        lambda: hub_database_values(hub.database, secret=hub.database_secret, efs_class=database_class),
        lambda: user_servers_values(servers_owner),
        lambda: nfs_isolation_values(hub),
        lambda: hub_wide_values(hub),
        lambda: instance_metadata_values(hub),
        lambda: network_policy_values(hub, uses_pod_identity=hub.uses_pod_identity),
        lambda: pod_security_values(hub),
        lambda: scheduling_values(hub),
        lambda: core_pod_values(hub),
        lambda: login_values(hub),
        lambda: service_api_token_values(hub.service_tokens),
        lambda: metrics_values(hub.metrics),
        lambda: exposure_values(hub, hub.chart_version, certificate_arn=certificate_arn),
    )
    # A profile's mappings and lists start from the final values of all servers.
    return (*parts, lambda: _profile_values(hub, parts) if hub.profiles else {})


def _profile_values(hub: JupyterHubAddOnProps, parts: Sequence[Callable[[], dict[str, Any]]]) -> dict[str, Any]:
    from constructs_lib.chart_values.singleuser.profiles import profile_values  # noqa: PLC0415  # see models/later.py

    return profile_values(hub, _with_user_values(hub, parts))


def _with_user_values(hub: JupyterHubAddOnProps, parts: Sequence[Callable[[], dict[str, Any]]]) -> dict[str, Any]:
    computed = merged(*(part() for part in parts))
    return with_user_values(computed, hub.values, volume_mappings=hub.chart_version.has(VOLUME_MAPPINGS))
