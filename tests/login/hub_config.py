"""JupyterHub's configuration in the log-in tests: the chart's values as the chart applies them, on loopback.

Run by JupyterHub, in the environment of one chart line. ``HUB_VALUES`` names a JSON file with the rendered values;
``HUB_FOLDER`` is a folder for everything that the hub writes; ``HUB_PORTS`` are four free ports; ``PROXY`` is the proxy's command.
"""

from __future__ import annotations

import json
import os
import sys
from functools import reduce
from pathlib import Path
from types import ModuleType
from typing import Any

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # JupyterHub puts it there

values = json.loads(Path(os.environ["HUB_VALUES"]).read_text(encoding="utf-8"))
folder = Path(os.environ["HUB_FOLDER"])
hub_values = values["hub"]
public, internal, api, _ = (int(port) for port in os.environ["HUB_PORTS"].split())


def value_of(key: str, default: Any = None) -> Any:
    """Give a value by its path, as the chart's own ``z2jh.get_config`` does."""
    return reduce(lambda found, name: found.get(name, default) if isinstance(found, dict) else default, key.split("."), values)


# The hub's image has this module beside its configuration; parts of hub.extraConfig may import it.
z2jh = ModuleType("z2jh")
z2jh.get_config = value_of  # type: ignore[attr-defined]
sys.modules["z2jh"] = z2jh

# As the chart's own jupyterhub_config.py: its defaults, then hub.config section by section, then hub.extraConfig.
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.admin_access = True
for section, settings in hub_values.get("config", {}).items():
    c[section].update(settings)
for code in hub_values.get("extraConfig", {}).values():
    exec(code)  # noqa: S102  # what the chart does with it

# Everything on loopback and in the folder; the chart has pods for these.
c.JupyterHub.bind_url = f"http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{internal}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = [*json.loads(os.environ["PROXY"]), *value_of("proxy.chp.extraCommandLineFlags", [])]
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{folder / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")
c.JupyterHub.cleanup_servers = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "home" / "{username}")
c.Spawner.cmd = [sys.executable, str(Path(__file__).with_name("user_server.py"))]
