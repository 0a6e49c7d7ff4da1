"""The part of the Kubernetes API that Terraform needs to create, change and delete Secrets, on loopback."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Secrets(dict[str, dict[str, Any]]):
    """The existing Secrets by their path in the API, and the API's address."""

    url = ""


def _stored(secret: dict[str, Any]) -> dict[str, Any]:
    """Store text as base64, as the real API does."""
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
    """Serve an API that has no Secrets yet."""
    secrets = Secrets()

    class Handler(BaseHTTPRequestHandler):
        """One request; each path is that of a Secret, or for POST that of the collection."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Return a Secret."""
            self._answer(secrets.get(self.path))

        def do_POST(self) -> None:
            """Create a Secret."""
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
            """Delete a Secret."""
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
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        secrets.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield secrets
        server.shutdown()
