"""The processes of the login tests, all on loopback: an OpenID provider, hubs of each chart version, a browser."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootstrap import paths
from jupyterhub_on_eks.preview.free_ports import free_ports
from tests.conftest import ROOT
from tests.login.tools import chromium, python_of

_HERE = ROOT / "tests" / "login"
_PATIENCE = 120.0
#: Seconds that a process may take to exit.
_FAREWELL = 30.0


@dataclass(frozen=True)
class Client:
    """A client as registered with the provider."""

    id: str
    secret: str


@dataclass(frozen=True)
class Provider:
    """A running OpenID provider; any name can log in, with the registered claims."""

    url: str

    def add_user(self, user: str, **claims: Any) -> None:
        """Register a user with the provider."""
        _request(f"{self.url}/users/{user}", {"preferred_username": user, **claims}, method="PUT")

    def register(self, callback: str, *, basic: bool = False) -> Client:
        """Register a client, which has to send its secret in the form, or in the header (``basic``)."""
        how = "client_secret_basic" if basic else "client_secret_post"
        given = json.loads(_request(f"{self.url}/oauth2/clients", {"redirect_uris": [callback], "token_endpoint_auth_method": how}))
        return Client(given["client_id"], given["client_secret"])


class Browser:
    """A running browser; see ``browse.py`` for its commands."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, do: str, **command: Any) -> dict[str, Any]:
        """Run a command and return the resulting page."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **command}) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))


@dataclass(frozen=True)
class Hub:
    """A running hub."""

    url: str
    log: Path


@contextmanager
def running_provider(folder: Path) -> Iterator[Provider]:
    """Run oidc-provider-mock."""
    (port,) = free_ports(1)
    python = python_of("login-browser")
    command = [python, "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port), "--require-registration"]
    env = {"PATH": os.defpath, "HOME": str(folder), "AUTHLIB_INSECURE_TRANSPORT": "1"}
    url = f"http://127.0.0.1:{port}"
    with _process(command, env=env, log=folder / "provider.log", ready=f"{url}/.well-known/openid-configuration"):
        yield Provider(url)


@contextmanager
def running_hub(
    tool: str, values: Mapping[str, Any], ports: list[int], folder: Path, *, secret: Mapping[str, str], kubeconfig: Path | None = None
) -> Iterator[Hub]:
    """Run JupyterHub of a chart version with rendered values.

    Args:
        tool: the environment, which determines the chart version.
        values: the chart's values.
        ports: four free ports, the first of which is the public one.
        folder: where the hub writes.
        secret: environment variables, as the pod has them from the Kubernetes Secret.
        kubeconfig: names the Kubernetes API with which KubeSpawner starts the servers. Default: they are child processes
        of the hub.
    """
    folder.mkdir()
    (folder / "values.json").write_text(json.dumps(values), encoding="utf-8")
    node = Path(paths.npm()[0])
    proxy = [str(node), str(ROOT / ".tools/login-browser/node_modules/configurable-http-proxy/bin/configurable-http-proxy")]
    env = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "HUB_VALUES": str(folder / "values.json"),
        "HUB_FOLDER": str(folder),
        "HUB_PORTS": " ".join(map(str, ports)),
        "PROXY": json.dumps(proxy),
        "JUPYTERHUB_CRYPT_KEY": secrets.token_hex(32),  # the chart generates one and keeps it
        **({"KUBECONFIG": str(kubeconfig)} if kubeconfig else {}),
        **secret,
    }
    url = f"http://127.0.0.1:{ports[0]}"
    command = [python_of(tool), "-m", "jupyterhub", "--config", _HERE / "hub_config.py"]
    with _process(command, env=env, log=folder / "hub.log", ready=f"{url}/hub/health", folder=folder):
        yield Hub(url, folder / "hub.log")


@contextmanager
def running_browser(folder: Path) -> Iterator[Browser]:
    """Run Chromium, headless."""
    command = [str(python_of("login-browser")), str(_HERE / "browse.py"), chromium()]
    env = {"PATH": os.defpath, "HOME": str(folder)}
    with (folder / "browser.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
        try:
            yield Browser(process)
        finally:
            _end(process)


@contextmanager
def _process(command: list[Any], *, env: dict[str, str], log: Path, ready: str, folder: Path | None = None) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=env, cwd=folder, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            _wait(process, ready, log)
            yield
        finally:
            _end(process)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            _request(url)
            return
        time.sleep(0.1)
    raise AssertionError(f"{url} does not respond; the log ends with\n{log.read_text(encoding='utf-8')[-3000:]}")


def _end(process: subprocess.Popen[Any]) -> None:
    """End a process and all that it started; a hub itself ends its proxy and its users' servers, which have separate sessions."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=_FAREWELL)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()


def _request(url: str, body: dict[str, Any] | None = None, *, method: str | None = None) -> str:
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)  # loopback
    with urllib.request.urlopen(request, timeout=10) as response:  # loopback
        return str(response.read().decode())
