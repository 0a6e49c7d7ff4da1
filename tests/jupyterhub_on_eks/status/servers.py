"""A local web server in place of a hub, and a self-signed certificate."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

OF_HUB = {"X-JupyterHub-Version": "5.5.0"}
Answers = Mapping[str, tuple[int, Mapping[str, str], str]]
UP: Answers = {
    "/hub/health": (200, OF_HUB, ""),
    "/hub/api": (200, OF_HUB, '{"version": "5.5.0"}'),
    "/hub/login": (200, OF_HUB, "Sign in"),
}


@contextmanager
def server(answers: Answers, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Answer by path; return host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, ""))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        made.socket = context.wrap_socket(made.socket, server_side=True)
    thread = Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"localhost:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def own_certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """Create a certificate for a host name, valid for a year; return a server's context and the certificate."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate")
    key, made = folder / "key.pem", folder / "cert.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "365", *subject]
    subprocess.run([*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context, made
