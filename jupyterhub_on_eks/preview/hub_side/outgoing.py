"""Keeps a previewed hub from asking anything of the internet: what it asks a provider, the stand-in answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient
from tornado.simple_httpclient import SimpleAsyncHTTPClient

_OWN = {"127.0.0.1", "localhost"}


class LoopbackClient(SimpleAsyncHTTPClient):
    """The hub's HTTP client, which asks the stand-in in place of any other host. The path stays."""

    provider: ClassVar[str] = ""

    def fetch_impl(self, request: Any, callback: Callable[..., None]) -> None:
        """Fetch a URL of loopback."""
        url = urlsplit(request.url)
        if url.hostname not in _OWN:
            request.request.url = f"{self.provider}{url.path or '/'}{'?' if url.query else ''}{url.query}"
        super().fetch_impl(request, callback)


def keep_on_loopback(provider: str) -> None:
    """Let all of JupyterHub and OAuthenticator use that client.

    Args:
        provider: address of the stand-in.
    """
    LoopbackClient.provider = provider
    AsyncHTTPClient.configure(LoopbackClient)
