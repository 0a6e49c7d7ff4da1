"""A bucket in S3, as far as Terraform's backend uses it: objects, their lock files, and a role that may only read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_ANSWERS = {
    "list": "<ListBucketResult><Name>states</Name><IsTruncated>false</IsTruncated></ListBucketResult>",
    "denied": "<Error><Code>AccessDenied</Code><Message>the role may only read</Message></Error>",
    "missing": "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
    "taken": "<Error><Code>PreconditionFailed</Code><Message>It exists.</Message></Error>",
}


class SmallBucket:
    """The bucket ``states``.

    Args:
        url: its address.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.objects: dict[str, bytes] = {}
        self.writes: list[str] = []
        """Each request to write or delete, in order."""
        self.read_only = False

    def backend(self, key: str) -> dict[str, Any]:
        """Return the backend of a stack, with the settings of this product's stacks."""
        skipped = ("credentials_validation", "metadata_api_check", "region_validation", "requesting_account_id", "s3_checksum")
        calm = {f"skip_{name}": True for name in skipped}
        address = {"endpoints": {"s3": self.url}, "use_path_style": True, "access_key": "test", "secret_key": "test", "max_retries": 1}
        return {"s3": {"bucket": "states", "key": key, "region": "us-west-2", "use_lockfile": True, **address, **calm}}


class _Handler(BaseHTTPRequestHandler):
    bucket: SmallBucket

    @property
    def _key(self) -> str:
        return urlsplit(self.path).path.removeprefix("/states").lstrip("/")

    def _answer(self, status: int, body: bytes | str = b"") -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def do_GET(self) -> None:
        if not self._key:
            self._answer(200, _ANSWERS["list"])
        elif self._key in self.bucket.objects:
            self._answer(200, self.bucket.objects[self._key])
        else:
            self._answer(404, _ANSWERS["missing"])

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._may_write():
            taken = self.headers.get("If-None-Match") == "*" and self._key in self.bucket.objects
            if not taken:
                self.bucket.objects[self._key] = body
            self._answer(412 if taken else 200, _ANSWERS["taken"] if taken else "")

    def do_DELETE(self) -> None:
        if self._may_write():
            self.bucket.objects.pop(self._key, None)
            self._answer(204)

    def _may_write(self) -> bool:
        self.bucket.writes.append(f"{self.command} {self._key}")
        if self.bucket.read_only:
            self._answer(403, _ANSWERS["denied"])
        return not self.bucket.read_only

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def small_bucket() -> Iterator[SmallBucket]:
    """Serve an empty bucket."""

    class Handler(_Handler):
        """It serves this bucket."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.bucket = bucket = SmallBucket(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield bucket
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
