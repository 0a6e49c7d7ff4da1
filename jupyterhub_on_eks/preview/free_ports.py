"""Free loopback ports. This process holds a port once it is bound, so no other preview can take it."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress

#: The first port to try, which is JupyterHub's default.
FIRST = 8000
_TRIED = 100


def bound(port: int) -> socket.socket | None:
    """Return a socket bound to a loopback port; None if another program uses the port.

    Raises:
        PermissionError: the system doesn't allow this user to listen on the port.
    """
    tried = socket.socket()
    tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        tried.bind(("127.0.0.1", port))
        tried.listen()  # two sockets may be bound to one port until one of them listens
    except OSError as error:
        tried.close()
        if isinstance(error, PermissionError):
            raise
        return None
    return tried


def first_bound(start: int = FIRST) -> socket.socket:
    """Return a socket bound to the first free port from ``start`` on, or to any free port if the next hundred are in use."""
    with suppress(PermissionError):
        for port in range(start, min(start + _TRIED, 65536)):
            if found := bound(port):
                return found
    found = bound(0)
    if found is None:
        raise OSError("there is no free port")
    return found


def free_ports(count: int) -> list[int]:
    """Return free ports that the system chooses."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
