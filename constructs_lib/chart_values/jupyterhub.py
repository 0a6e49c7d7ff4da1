"""All values of the JupyterHub chart for one hub."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.exposure.service import exposure_values
from constructs_lib.chart_values.images import image_values
from constructs_lib.chart_values.login.hub_config import login_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.singleuser.environment import user_environment_values
from constructs_lib.chart_values.singleuser.nfs_isolation import nfs_isolation_values
from constructs_lib.chart_values.singleuser.owner import ServersOwner, user_servers_values
from constructs_lib.chart_values.singleuser.scheduling import scheduling_values
from constructs_lib.chart_values.storage.home_names import home_names_values
from constructs_lib.chart_values.storage.homes import home_values
from constructs_lib.chart_values.storage.hub_database import hub_database_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def hub_values(
    hub: JupyterHubAddOnProps,
    *,
    certificate_arn: str | None = None,
    database_class: str = "",
    servers_owner: ServersOwner | None = None,
) -> dict[str, Any]:
    """Compute all chart values of a hub, the user's ``values`` laid over them last.

    Args:
        hub: the hub's settings.
        certificate_arn: certificate of the load balancer. Default: none, plain HTTP.
        database_class: storage class of the hub's database on EFS; used with that alone.
        servers_owner: what the users' servers go with. Default: nothing, they outlive the hub.
    """
    return merged(
        image_values(hub.image_registry, hub.chart_version),
        user_environment_values(hub),
        home_values(hub.homes, hub.chart_version),
        home_names_values(hub),
        hub_database_values(hub.database, secret=hub.database_secret, efs_class=database_class),
        user_servers_values(servers_owner),
        nfs_isolation_values(hub),
        scheduling_values(hub.chart_version),
        login_values(hub),
        exposure_values(hub, hub.chart_version, certificate_arn=certificate_arn),
        hub.values,
    )
