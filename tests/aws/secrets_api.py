"""As much of the Kubernetes API as Terraform needs to make, change and remove Secrets, on loopback."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Secrets(dict[str, dict[str, Any]]):
    """The Secrets that there are, by their path in the API, and where the API listens."""

    url = ""


def _stored(secret: dict[str, Any]) -> dict[str, Any]:
    """Keep what was given as text in base64, as the real API does."""
    data = {name: base64.b64encode(text.encode()).decode() for name, text in secret.get("stringData", {}).items()}
    kept = {key: value for key, value in secret.items() if key != "stringData"}
    return kept | {"data": kept.get("data", {}) | data}


def _patched(secret: dict[str, Any], operations: list[dict[str, Any]]) -> dict[str, Any]:
    for operation in operations:
        *parents, member = operation["path"].strip("/").split("/")
        place = secret
        for name in parents:
            place = place.setdefault(name, {})
        if operation["op"] == "remove":
            place.pop(member, None)
        else:
            place[member] = operation["value"]
    return secret


@contextmanager
def running_secrets_api() -> Iterator[Secrets]:
    """Serve an API without any Secret in it."""
    secrets = Secrets()

    class Handler(BaseHTTPRequestHandler):
        """One request; each path is a Secret's, or for POST the collection's."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Give a Secret."""
            self._answer(secrets.get(self.path))

        def do_POST(self) -> None:
            """Make a Secret."""
            made = self._body()
            metadata = made["metadata"] | {"uid": "1", "resourceVersion": "1", "generation": 1}
            stored = _stored(made | {"metadata": metadata})
            secrets[f"{self.path}/{made['metadata']['name']}"] = stored
            self._answer(stored, 201)

        def do_PATCH(self) -> None:
            """Change a Secret by a JSON patch (RFC 6902)."""
            secrets[self.path] = _stored(_patched(secrets[self.path], self._body()))
            self._answer(secrets[self.path])

        def do_DELETE(self) -> None:
            """Remove a Secret."""
            self._answer(secrets.pop(self.path, None))

        def _body(self) -> Any:
            return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, content: dict[str, Any] | None, status: int = 200) -> None:
            missing = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
            body = json.dumps(missing if content is None else {"kind": "Secret", "apiVersion": "v1", **content}).encode()
            self.send_response(404 if content is None else status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        secrets.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield secrets
        server.shutdown()
