"""The process of a previewed hub: it is started, is ready when the hub responds, and ends with all files that it has written."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.preview import PreviewError
from jupyterhub_on_eks.preview.people import Person

#: Seconds until the hub responds: Python compiles the packages on the first start.
_TIME_TO_START = 180.0
#: Seconds until a process that doesn't exit is killed.
_TIME_TO_END = 5.0
#: Seconds to wait for the users' servers to end after it.
_SERVERS_TIME_TO_END = 10.0
#: How many lines of the hub's log are shown if it doesn't start.
_LAST_LINES = 15


@dataclass(frozen=True, kw_only=True)
class RunningHub:
    """A hub that responds.

    Args:
        url: its address, with the key that a login requires.
        log: JupyterHub's log file.
        process: the process that runs JupyterHub.
    """

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def wait(self) -> None:
        """Wait until the hub ends.

        Raises:
            PreviewError: the hub ended, which it does only after an error.
        """
        self.process.wait()
        raise PreviewError(f"JupyterHub ended. {_end_of(self.log)}")


@contextmanager
def running_hub(
    pythons: tuple[Path, Path],
    values: dict[str, Any],
    *,
    environment: dict[str, str],
    namespace: str,
    people: Sequence[Person],
    public: socket.socket,
    ports: tuple[int, int],
) -> Iterator[RunningHub]:
    """Run a hub until the context ends; it leaves no processes and files.

    Args:
        pythons: the Pythons of the hub and of its users' servers.
        values: the chart's values.
        environment: the environment variables of the hub's pod.
        namespace: the namespace of the hub.
        people: the people on the page of the stand-in for the identity provider.
        public: the socket at which browsers reach the hub. The process inherits it, and it is closed here.
        ports: free ports for the hub itself and for the stand-in.

    Raises:
        PreviewError: the hub doesn't start.
    """
    port, key = public.getsockname()[1], secrets.token_urlsafe(16)
    servers = {"server_python": str(pythons[1]), "people": [[person.name, person.groups] for person in people]}
    addresses = {"port": port, "listens": public.fileno(), "hub_port": ports[0], "provider_port": ports[1], "key": key}
    request = {"values": values, "env": environment, "namespace": namespace, **servers, **addresses}
    base = str(values.get("hub", {}).get("baseUrl") or "/").strip("/")
    with (
        tempfile.TemporaryDirectory(prefix="jupyterhub-preview-") as folder,
        as_file(files(f"{__package__}.hub_side")) as side,
        _process([pythons[0], side / "run.py"], {**request, "folder": folder}, Path(folder), public) as (process, log),
    ):
        _wait(process, port, f"/{base}/hub/health" if base else "/hub/health", log)
        yield RunningHub(url=f"http://127.0.0.1:{port}/{base}?preview={key}", log=log, process=process)


@contextmanager
def _process(
    command: Sequence[str | Path], request: dict[str, Any], folder: Path, public: socket.socket
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Run the process. It ends when its standard input closes, however this process ends.

    The users' servers end after it. The process and the servers' keepers hold the other end of a pipe, so this process knows when all have ended.
    """
    log = folder / "jupyterhub.log"
    gone, alive = os.pipe()
    inherited = {name: os.environ[name] for name in ("LANG", "LC_ALL", "PATH", "TZ") if name in os.environ}
    with log.open("wb") as out, public:
        process = subprocess.Popen(
            command,
            env={"PATH": os.defpath, **inherited, "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
            pass_fds=[public.fileno(), alive],
            start_new_session=True,  # Ctrl-C reaches only this process, which then ends the other
        )
    os.close(alive)
    try:
        with suppress(BrokenPipeError):
            if process.stdin:  # a pipe, which stays open until the end
                process.stdin.write(json.dumps({**request, "alive": alive}).encode() + b"\n")
                process.stdin.flush()
        yield process, log
    finally:
        if process.stdin:
            with suppress(BrokenPipeError):
                process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_TIME_TO_END)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        select.select([gone], [], [], _SERVERS_TIME_TO_END)
        os.close(gone)


def _wait(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    until = time.monotonic() + _TIME_TO_START
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", path)
            if connection.getresponse().status == http.client.OK:
                return
        connection.close()
        time.sleep(0.1)
    raise PreviewError(f"JupyterHub doesn't start with these settings. {_end_of(log)}")


def _end_of(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
    return "The last lines of its log were:\n" + "\n".join(lines)
