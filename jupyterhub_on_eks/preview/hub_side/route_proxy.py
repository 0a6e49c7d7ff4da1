"""The stand-in for the chart's proxy: one address for the hub and its users' servers, without a separate process."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from entry import entered
from jupyterhub.proxy import Proxy
from traitlets import Integer, Unicode

_LONGEST_HEAD = 256 * 1024
#: Headers about a connection or from an earlier proxy, which are not forwarded.
_DROPPED = (b"connection", b"keep-alive", b"x-forwarded-", b"x-real-ip", b"forwarded")


class RouteProxy(Proxy):
    """A proxy on loopback that JupyterHub starts inside its own process."""

    listens = Integer(help="File descriptor of the public socket, which the command has bound.").tag(config=True)
    port = Integer(help="The public port.").tag(config=True)
    key = Unicode(help="Visitors with this key can log in.").tag(config=True)
    hub_port = Integer(help="The port of the hub.").tag(config=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._routes: dict[str, dict[str, Any]] = {}
        self._server: asyncio.AbstractServer | None = None

    async def start(self) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, sock=socket.socket(fileno=self.listens), limit=_LONGEST_HEAD)

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()

    async def add_route(self, routespec: str, target: str, data: dict[str, Any]) -> None:
        """Remember a route."""
        path = self.validate_routespec(routespec)
        self._routes[path] = {"routespec": path, "target": target, "data": data}

    async def delete_route(self, routespec: str) -> None:
        """Forget a route."""
        self._routes.pop(self.validate_routespec(routespec), None)

    async def get_all_routes(self) -> dict[str, dict[str, Any]]:
        """Return the routes."""
        return dict(self._routes)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward one request. Each has a separate connection, so the data after the head is forwarded unchanged, web sockets included."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode("latin-1")
            if answer := entered(path, key=self.key, port=self.port):
                writer.write(answer)
                return
            route = self._route(urlsplit(path).path)
            if "user" in route.get("data", {}):
                await _pass_on(head, reader, writer, port=urlsplit(route["target"]).port or 80)
            elif route.get("data", {}).get("hub"):
                await _pass_on(head, reader, writer, port=self.hub_port)
            else:
                writer.write(_answer("502 Bad Gateway", "Services of the hub don't run in a preview.\n"))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, IndexError, OSError):
            pass  # a browser that opens connections in advance, or another client
        finally:
            with suppress(OSError):
                writer.close()

    def _route(self, path: str) -> dict[str, Any]:
        known = [spec for spec in self._routes if f"{path}/".startswith(spec)]
        return self._routes[max(known, key=len)] if known else {}


async def _pass_on(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, port: int) -> None:
    """Copy in both directions until one side ends."""
    theirs, ours = await asyncio.open_connection("127.0.0.1", port)
    ours.write(_passed(head))
    copies = [asyncio.ensure_future(_copy(reader, ours)), asyncio.ensure_future(_copy(theirs, writer))]
    await asyncio.wait(copies, return_when=asyncio.FIRST_COMPLETED)
    for each in copies:
        each.cancel()
    ours.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


def _passed(head: bytes) -> bytes:
    """Return a request's head as it is forwarded: the connection closes after the response, or becomes a web socket."""
    first, *lines = head.rstrip(b"\r\n").split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(_DROPPED)]
    connection = b"Connection: Upgrade" if any(line.lower().startswith(b"upgrade:") for line in lines) else b"Connection: close"
    forwarded = [b"X-Forwarded-For: 127.0.0.1", b"X-Forwarded-Proto: http", connection]
    return b"\r\n".join([first, *kept, *forwarded, b"", b""])


def _answer(status: str, text: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n{text}".encode()
