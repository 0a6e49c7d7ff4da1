"""Rules of a NetworkPolicy that let pods reach NFS."""

from __future__ import annotations

from ipaddress import IPv4Network, ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.models.singleuser.egress import NFS_PORTS, open_to_nfs
from constructs_lib.models.singleuser.nfs_isolation import INTERNET_ONLY, VPC_ADDRESSES


def _to(cidr: str, *excepted: str) -> list[dict[str, Any]]:
    return [{"ipBlock": {"cidr": cidr, "except": list(excepted)}}]


@pytest.mark.parametrize(
    ("rule", "port"),
    [
        ({}, 2049),
        ({"to": [], "ports": []}, 2049),
        ({"to": None, "ports": None}, 2049),
        ({"to": _to("10.0.4.0/24")}, 2049),
        ({"to": _to("0.0.0.0/0", *VPC_ADDRESSES[:3])}, 2049),
        ({"to": _to("100.64.8.0/24")}, 2049),
        ({"to": _to("::/0")}, 2049),
        ({"to": _to("10.0.0.0/8"), "ports": [{"port": 443}, {"port": 111, "protocol": "UDP"}]}, 111),
        ({"to": _to("10.0.0.0/8"), "ports": [{"port": 1024, "endPort": 65535}]}, 2049),
        ({"to": _to("10.0.0.0/8"), "ports": [{"port": 20000, "endPort": 30000}]}, 20048),
        ({"to": _to("10.0.0.0/8"), "ports": [{"protocol": "TCP"}]}, 2049),
        ({"to": [{"podSelector": {}}, *_to("10.0.0.0/8")]}, 2049),
    ],
)
def test_open(rule: dict[str, Any], port: int) -> None:
    """No ports mean all ports, no target means all addresses, and an exception has to cover every address of a VPC."""
    assert port == open_to_nfs(rule, VPC_ADDRESSES)


@pytest.mark.parametrize(
    "rule",
    [
        INTERNET_ONLY,
        {"to": _to("10.0.4.0/24"), "ports": [{"port": 5432}]},
        {"to": _to("10.0.4.0/24"), "ports": [{"port": "nfs"}]},
        {"to": _to("10.0.4.0/24"), "ports": [{"port": 112, "endPort": 2048}, {"port": 2050, "endPort": 20047}]},
        {"to": _to("203.0.113.0/24")},
        {"to": _to("10.0.4.0/24", "10.0.4.0/25", "10.0.4.128/25")},
        {"to": [{"podSelector": {}}, {"namespaceSelector": {}}]},
        {"to": _to("10.0.4")},
        {"to": _to("10.0.4.0/24"), "ports": ["nfs"]},
        {"to": ["all"]},
        "all",
    ],
)
def test_closed(rule: Any) -> None:
    """Other ports, other addresses, exceptions that add up; what Kubernetes would refuse opens nothing."""
    assert open_to_nfs(rule, VPC_ADDRESSES) is None


_NETWORKS = st.builds(
    lambda address, prefix: str(ip_network((address, prefix), strict=False)), st.integers(0, 2**32 - 1), st.integers(0, 32)
)


@pytest.mark.property
@given(cidr=_NETWORKS, excepted=st.lists(_NETWORKS, max_size=4), address=st.sampled_from(VPC_ADDRESSES), offset=st.integers(0, 2**24))
def test_an_allowed_address_is_found(cidr: str, excepted: list[str], address: str, offset: int) -> None:
    """Whatever a rule allows of a VPC is found: an address in its block and in none of its exceptions makes it open."""
    network = IPv4Network(address)
    target = network[offset % network.num_addresses]
    allowed = target in ip_network(cidr) and not any(target in ip_network(each) for each in excepted)

    found = open_to_nfs({"to": _to(cidr, *excepted)}, [address])

    assert found in ({NFS_PORTS[0]} if allowed else {NFS_PORTS[0], None})
    assert open_to_nfs({"to": _to(str(ip_address(target)) + "/32")}, [address]) == NFS_PORTS[0]
