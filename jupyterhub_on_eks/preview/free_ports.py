"""Ports of loopback that nothing listens on."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress

#: The port that is tried first, which is JupyterHub's own default.
FIRST = 8000
_TRIED = 100


def is_free(port: int) -> bool:
    """Tell whether a preview can listen on a port.

    Raises:
        PermissionError: the system doesn't let this user listen there.
    """
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except PermissionError:
            raise
        except OSError:
            return False
        return True


def first_free_port(start: int = FIRST) -> int:
    """Return the first free port from one on; any free port where the next hundred are all taken."""
    with suppress(PermissionError):
        for port in range(start, min(start + _TRIED, 65536)):
            if is_free(port):
                return port
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Return ports that are free, which the system chooses."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
