"""JupyterHub's configuration in a preview: the chart's values as the chart applies them, and stand-ins for the hub's surroundings.

Run by JupyterHub in the process that ``run.py`` prepares.
"""

from __future__ import annotations

import kubespawner
from chart_config import configure, configure_hub, configure_pages, configure_storage
from chart_servers import configure_placement, configure_servers, configure_volumes
from entry import require_key
from identity_rules import use_stand_in
from jupyterhub.auth import Authenticator
from local_servers import LocalServers
from pod_pages import handlers
from preview_settings import SETTINGS
from route_proxy import RouteProxy
from spawner import previewed
from traitlets.config import LazyConfigValue
from z2jh import get_config as value_of
from z2jh import get_name

#: Seconds until a server must respond. Python compiles its packages on the first start.
_PATIENCE = 120

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # JupyterHub defines it

# The chart's values, in the order in which the chart applies them.
configure_hub(c)
configure_pages(c, SETTINGS.folder / "root")
c.KubeSpawner.namespace = SETTINGS.namespace
configure_servers(c)
configure_placement(c)
if value_of("singleuser.storage.type", "dynamic") != "none":
    configure_storage(c)
configure_volumes(c)
configure(c)

# Loopback addresses, and files in a folder that is deleted with the process. The hub's address in a pod is the one in the cluster.
own_class = c.JupyterHub.get("spawner_class")
if not isinstance(own_class, type):
    own_class = kubespawner.KubeSpawner
servers = LocalServers(SETTINGS.server_python, SETTINGS.folder / "servers", SETTINGS.hub_port, SETTINGS.alive)
c.JupyterHub.spawner_class = previewed(own_class, servers, SETTINGS.pods)
c.KubeSpawner.http_timeout = max(c.KubeSpawner.get("http_timeout") or 0, _PATIENCE)
c.JupyterHub.proxy_class = RouteProxy
c.RouteProxy.listens, c.RouteProxy.hub_port = SETTINGS.listens, SETTINGS.hub_port
c.RouteProxy.key, c.RouteProxy.port = SETTINGS.key, SETTINGS.port
require_key(Authenticator, key=SETTINGS.key, port=SETTINGS.port)
c.JupyterHub.bind_url = f"http://127.0.0.1:{SETTINGS.port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{SETTINGS.hub_port}"
c.JupyterHub.hub_connect_url = f"http://{get_name('hub')}:8081"
c.JupyterHub.db_url = f"sqlite:///{SETTINGS.folder / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(SETTINGS.folder / "cookie_secret")
c.JupyterHub.cleanup_servers = False
own_paths = c.JupyterHub.template_paths
c.JupyterHub.template_paths = [*([] if isinstance(own_paths, LazyConfigValue) else own_paths), str(SETTINGS.templates)]
c.JupyterHub.extra_handlers = handlers(SETTINGS.pods)
use_stand_in(c, SETTINGS)
