"""JupyterHub's configuration in the login tests: the chart's values as the chart applies them, on loopback.

Run by JupyterHub, in the environment of one chart version. ``HUB_VALUES`` names a JSON file with the rendered values;
``HUB_FOLDER`` is a folder for everything that the hub writes; ``HUB_PORTS`` are four free ports; ``PROXY`` is the proxy's command.
If ``KUBECONFIG`` names a Kubernetes API, KubeSpawner starts the servers, else they are child processes of the hub.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

# The chart adds the folder of its configuration to the path in the same way.
sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

from chart_config import configure, configure_pages
from z2jh import get_config as value_of

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # JupyterHub defines it

folder = Path(os.environ["HUB_FOLDER"])
public, internal, api, servers = (int(port) for port in os.environ["HUB_PORTS"].split())

# The chart's own defaults.
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.admin_access = True
configure_pages(c, folder / "root")
if "KUBECONFIG" in os.environ:
    c.JupyterHub.spawner_class = "kubespawner.KubeSpawner"
    c.KubeSpawner.namespace = "hub"
    c.KubeSpawner.port = servers
    c.KubeSpawner.profile_list = value_of("singleuser.profileList", [])
configure(c)

# Everything is on loopback and in the folder; the chart has pods for these.
c.JupyterHub.bind_url = f"http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{internal}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = [*json.loads(os.environ["PROXY"]), *value_of("proxy.chp.extraCommandLineFlags", [])]
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{folder / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.JupyterHub.cleanup_servers = "KUBECONFIG" not in os.environ
if "KUBECONFIG" not in os.environ:
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "home" / "{username}")
    c.Spawner.cmd = [sys.executable, str(Path(__file__).with_name("user_server.py"))]
