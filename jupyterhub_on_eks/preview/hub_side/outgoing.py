"""Keeps the requests of a previewed hub off the internet: the stand-in answers those to a provider."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient
from tornado.simple_httpclient import SimpleAsyncHTTPClient

_OWN = {"127.0.0.1", "localhost"}


class LoopbackClient(SimpleAsyncHTTPClient):
    """The hub's HTTP client, which sends requests for any other host to the stand-in, with the same path."""

    provider: ClassVar[str] = ""

    def fetch_impl(self, request: Any, callback: Callable[..., None]) -> None:
        """Fetch a loopback URL."""
        url = urlsplit(request.url)
        if url.hostname not in _OWN:
            request.request.url = f"{self.provider}{url.path or '/'}{'?' if url.query else ''}{url.query}"
        super().fetch_impl(request, callback)


def keep_on_loopback(provider: str) -> None:
    """Make JupyterHub and OAuthenticator use this client.

    Args:
        provider: the address of the stand-in.
    """
    LoopbackClient.provider = provider
    AsyncHTTPClient.configure(LoopbackClient)
