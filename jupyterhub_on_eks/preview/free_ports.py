"""Ports of loopback that nothing listens on. A port that is bound is this process's, so no other preview can take it meanwhile."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress

#: The port that is tried first, which is JupyterHub's own default.
FIRST = 8000
_TRIED = 100


def bound(port: int) -> socket.socket | None:
    """Return a socket that is bound to a port of loopback; None where another program has the port.

    Raises:
        PermissionError: the system doesn't let this user listen there.
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
    """Return a socket that is bound to the first free port from one on, or to any where the next hundred are all taken."""
    with suppress(PermissionError):
        for port in range(start, min(start + _TRIED, 65536)):
            if found := bound(port):
                return found
    found = bound(0)
    if found is None:
        raise OSError("there is no free port")
    return found


def free_ports(count: int) -> list[int]:
    """Return ports that are free, which the system chooses."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
