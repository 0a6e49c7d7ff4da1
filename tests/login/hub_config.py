"""JupyterHub's configuration in the log-in tests: the chart's ``hub`` values as the chart applies them, on loopback.

Run by JupyterHub, in the environment of one chart line. ``HUB_VALUES`` names a JSON file with the rendered ``hub`` values;
``HUB_FOLDER`` is a folder for everything that the hub writes; ``HUB_PORTS`` are four free ports; ``PROXY`` is the proxy's command.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # JupyterHub puts it there

values = json.loads(Path(os.environ["HUB_VALUES"]).read_text(encoding="utf-8"))
folder = Path(os.environ["HUB_FOLDER"])
public, internal, api, _ = (int(port) for port in os.environ["HUB_PORTS"].split())

# As the chart's own jupyterhub_config.py: its defaults, then hub.config section by section, then hub.extraConfig.
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.admin_access = True
for section, settings in values.get("config", {}).items():
    c[section].update(settings)
for code in values.get("extraConfig", {}).values():
    exec(code)  # noqa: S102  # what the chart does with it

# Everything on loopback and in the folder; the chart has pods for these.
c.JupyterHub.bind_url = f"http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{internal}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = json.loads(os.environ["PROXY"])
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{folder / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.JupyterHub.cleanup_servers = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "home" / "{username}")
c.Spawner.cmd = [sys.executable, str(Path(__file__).with_name("user_server.py"))]
