"""Free loopback ports."""

from __future__ import annotations

from jupyterhub_on_eks.preview.free_ports import bound, first_bound, free_ports


def test_a_reserved_port() -> None:
    """It can't be bound a second time, and the next one is tried; it is free again afterwards."""
    (port,) = free_ports(1)
    with bound(port) as first, first_bound(port) as second:  # type: ignore[union-attr]  # it was free
        assert bound(port) is None
        assert port == first.getsockname()[1] != second.getsockname()[1]
    again = bound(port)
    assert again
    again.close()


def test_several() -> None:
    """Each differs from the others."""
    assert 5 == len(set(free_ports(5)))


def test_none_below_the_end() -> None:
    """After the last port, any free one is used."""
    with first_bound(65536) as found:
        assert 0 < found.getsockname()[1] < 65536
