"""The users' servers of a previewed hub: a local Jupyter server for each running pod."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from local_program import LocalProgram, local_program

#: Jupyter's configuration, by file name. Jupyter requests neither news nor versions from another host, and installs no extensions into the
#: packages that previews share. In a container its user is never root, but the person who runs the preview may be.
_CONFIG: dict[str, Any] = {
    "jupyter_server_config.json": {"ServerApp": {"allow_root": True}},
    "labconfig/page_config.json": {
        "disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True, "@jupyterlab/extensionmanager-extension": True}
    },
}
#: Variables of the system that servers inherit.
_SYSTEM = ("LANG", "LC_ALL", "TZ")


@dataclass
class LocalServers:
    """The running servers, by the names of their pods.

    Args:
        python: the Python of the environment with Jupyter.
        folder: contains the homes.
        hub_port: the port of the hub itself.
        alive: a file descriptor that stays open while any process of the preview runs.
        urls: the addresses of servers.
    """

    python: Path
    folder: Path
    hub_port: int
    alive: int
    urls: dict[str, str] = field(default_factory=dict)
    _keepers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, pod: dict[str, Any], *, home: str, text: dict[str, Any]) -> str:
        """Start the server of a pod; return its address.

        Args:
            pod: the pod as KubeSpawner sent it.
            home: the path of the home in the container.
            text: the pod as its user may see it, for a file beside the user's files.
        """
        port = _free_port()
        program = local_program(pod, folder=self.folder, home=home, port=port, hub_port=self.hub_port)
        if not program.kept:
            shutil.rmtree(program.root, ignore_errors=True)
        for path in (program.home, program.shown):
            path.mkdir(parents=True, exist_ok=True)
        program.shown.joinpath("pod.yaml").write_text(
            yaml.safe_dump(text, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8"
        )
        command = [self.python.with_name("jupyterhub-singleuser"), *program.options]
        self._keepers[pod["metadata"]["name"]] = subprocess.Popen(
            [sys.executable, "-I", Path(__file__).with_name("keeper.py"), *command],
            env=self._environment(program),
            cwd=program.shown,
            stdin=subprocess.PIPE,
            pass_fds=[self.alive],
            start_new_session=True,  # it ends after the hub, when its stdin closes
        )
        self.urls[pod["metadata"]["name"]] = f"http://127.0.0.1:{port}"
        return self.urls[pod["metadata"]["name"]]

    def status(self, name: str) -> int | None:
        """Return the exit status of a pod's server; None if it is running or was never started."""
        return self._keepers[name].poll() if name in self._keepers else None

    async def stop(self, name: str) -> None:
        """Stop the server of a pod, and wait until it has ended."""
        keeper, _ = self._keepers.pop(name, None), self.urls.pop(name, None)
        if keeper is None or keeper.stdin is None:
            return
        with suppress(BrokenPipeError):
            keeper.stdin.close()
        await asyncio.get_running_loop().run_in_executor(None, keeper.wait)

    @cached_property
    def _config(self) -> Path:
        """A folder with Jupyter's configuration; settings from the hub file override it."""
        folder = self.folder / "config"
        for name, content in _CONFIG.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content), encoding="utf-8")
        return folder

    def _environment(self, program: LocalProgram) -> dict[str, str]:
        system = {name: os.environ[name] for name in _SYSTEM if name in os.environ}
        return {
            **system,
            "SHELL": shutil.which("bash") or "/bin/sh",
            **program.environment,
            "JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp",  # the one that is installed, whatever the image contains
            "PATH": f"{self.python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "HOME": str(program.home),
            "JUPYTER_CONFIG_PATH": str(self._config),
            "PIP_REQUIRE_VIRTUALENV": "1",  # packages belong in an environment in the home, not in this machine's Python
        }


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
