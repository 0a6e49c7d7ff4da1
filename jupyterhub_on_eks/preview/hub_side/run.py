"""The process of a previewed hub: JupyterHub, and threads with the stand-ins for Kubernetes and the identity provider.

Run in the environment of a release series of the chart. The first line on stdin is JSON with the values and settings. The process ends when
stdin closes, so that it doesn't outlive the command that started it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


def main(request: dict[str, Any]) -> None:
    """Run the hub until the process ends.

    Args:
        request: the values and settings from stdin.
    """
    sys.path.insert(0, str(_HERE))
    os.umask(0o077)
    folder = Path(request["folder"])
    values = folder / "values.json"
    values.write_text(json.dumps(request["values"]), encoding="utf-8")
    os.environ.update({**request["env"], "HUB_VALUES": str(values), "KUBECONFIG": str(folder / "kubeconfig.json")})

    import preview_settings  # noqa: PLC0415  # the folder is now on the path
    from identity_provider import Person  # noqa: PLC0415
    from kubernetes_api import running_api  # noqa: PLC0415

    people = [Person(name, tuple(groups)) for name, groups in request["people"]]
    ports = {key: request[key] for key in ("port", "listens", "hub_port", "provider_port", "alive", "key")}
    server_python = Path(request["server_python"])
    settings = preview_settings.Settings(folder, request["namespace"], people=people, server_python=server_python, **ports)
    api = settings.running.enter_context(running_api(folder, pause=0.2))
    settings.pods = api.pods
    preview_settings.SETTINGS = settings

    from jupyterhub.app import JupyterHub  # noqa: PLC0415  # Kubernetes' client reads KUBECONFIG when it is imported

    sys.argv = ["jupyterhub", "--config", str(_HERE / "hub_config.py")]
    JupyterHub.launch_instance()


if __name__ == "__main__":
    line = sys.stdin.readline()
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    try:
        main(json.loads(line))
    except Exception:  # noqa: BLE001  # the log has any error
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(1)  # the stand-ins' threads would keep the process alive
