"""The stand-in for the Kubernetes API, with only what KubeSpawner needs to start a server; it stores pods and claims."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

#: Seconds that a watch lasts.
_PAUSE = 0.05

_CLAIMS = "persistentvolumeclaims"


@dataclass(frozen=True)
class KubernetesApi:
    """A running API.

    Args:
        kubeconfig: the file with its address.
        url: its address.
        pods: the pods that exist, as they were sent.
        claims: the claims that exist, by name; a test may add some.
        addresses: the address of each pod, by the pod's name.
    """

    kubeconfig: Path
    url: str
    pods: list[dict[str, Any]] = field(default_factory=list)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)


@contextmanager
def running_api(folder: Path, run: Callable[[dict[str, Any]], str] | None = None, *, pause: float = _PAUSE) -> Iterator[KubernetesApi]:
    """Run the API on loopback.

    Args:
        folder: the folder of its kubeconfig.
        run: runs a pod and returns its address. Default: run nothing.
        pause: seconds that a watch lasts.
    """

    class Handler(_Handler):
        runs = staticmethod(run or (lambda _: "127.0.0.1"))

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        api = KubernetesApi(folder / "kubeconfig.json", f"http://127.0.0.1:{server.server_port}")
        Handler.pods, Handler.claims, Handler.addresses, Handler.pause = api.pods, api.claims, api.addresses, pause
        api.kubeconfig.write_text(json.dumps(_kubeconfig(api.url)), encoding="utf-8")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield api
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    pods: ClassVar[list[dict[str, Any]]]
    claims: ClassVar[dict[str, dict[str, Any]]]
    addresses: ClassVar[dict[str, str]]
    runs: ClassVar[Any]
    pause: ClassVar[float]

    def do_GET(self) -> None:
        """Return a claim, or list or watch pods or events. A watch reports the state of all and ends; KubeSpawner then starts another."""
        url = urlsplit(self.path)
        namespace, kind = url.path.split("/")[-2:]
        if namespace == _CLAIMS:
            self._answer(*((200, json.dumps(self.claims[kind])) if kind in self.claims else _status(404)))
            return
        pods = [_running(pod, namespace, self.addresses) for pod in self.pods] if kind == "pods" else []
        if "watch=" in url.query:
            time.sleep(self.pause)
            self._answer(200, "".join(json.dumps({"type": "MODIFIED", "object": pod}) + "\n" for pod in pods))
        else:
            self._answer(200, json.dumps({"kind": "List", "apiVersion": "v1", "metadata": {"resourceVersion": "1"}, "items": pods}))

    def do_POST(self) -> None:
        """Create a pod or a claim."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        made = json.loads(text)
        if not self.path.partition("?")[0].endswith(_CLAIMS):
            self.addresses[made["metadata"]["name"]] = self.runs(made)
            self.pods.append(made)
        elif self.claims.setdefault(made["metadata"]["name"], made) is not made:
            self._answer(*_status(409))
            return
        self._answer(201, text)

    def do_DELETE(self) -> None:
        """Delete a claim or a pod."""
        kind, name = urlsplit(self.path).path.split("/")[-2:]
        if kind == "pods":
            found = [pod for pod in self.pods if pod["metadata"]["name"] == name]
            for pod in found:
                self.pods.remove(pod)
            self._answer(*((200, json.dumps(found[0])) if found else _status(404)))
            return
        self._answer(*((200, json.dumps(self.claims.pop(name))) if name in self.claims else _status(404)))

    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # a client that has what it needs closes its watch
            self.wfile.write(body)


def _status(code: int) -> tuple[int, str]:
    """Return the response to a request that failed."""
    return code, json.dumps({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": code})


def _running(pod: dict[str, Any], namespace: str, addresses: dict[str, str]) -> dict[str, Any]:
    """Return a pod as the API reports it when it is ready."""
    ready = {"name": "notebook", "ready": True, "state": {"running": {}}}
    status = {"phase": "Running", "podIP": addresses[pod["metadata"]["name"]], "containerStatuses": [ready]}
    return {**pod, "metadata": {**pod["metadata"], "namespace": namespace, "uid": "1", "resourceVersion": "2"}, "status": status}


def _kubeconfig(url: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "test",
        "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}],
        "clusters": [{"name": "test", "cluster": {"server": url}}],
        "users": [{"name": "test", "user": {}}],
    }
