"""Ports of loopback."""

from __future__ import annotations

import socket

from jupyterhub_on_eks.preview.free_ports import first_free_port, free_ports, is_free


def test_taken_and_free() -> None:
    """A port on which something listens is not free, and the next one is tried."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]

        assert not is_free(port)
        assert port < first_free_port(port) or port > 65000
    assert is_free(port)


def test_several() -> None:
    """Each differs from the others."""
    ports = free_ports(5)

    assert 5 == len(set(ports))
    assert all(map(is_free, ports))


def test_none_below_the_end() -> None:
    """At the end of all ports any free one is taken."""
    assert 0 < first_free_port(65536) < 65536
