"""The hub's name in Route 53, as written and in full."""

from __future__ import annotations

import pytest

from constructs_lib.models.exposure.dns import DnsConfig


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("hub", "hub.example.org"),
        ("hub.teaching", "hub.teaching.example.org"),
        ("@", "example.org"),
        ("hub.example.org", "hub.example.org"),
        ("example.org", "example.org"),
        ("notexample.org", "notexample.org.example.org"),
    ],
)
def test_full_name(record: str, expected: str) -> None:
    """A record is inside its zone, may be a full name, and ``@`` is the zone's own name."""
    assert expected == DnsConfig(hosted_zone="example.org", record=record).name
