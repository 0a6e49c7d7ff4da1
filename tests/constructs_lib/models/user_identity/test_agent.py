"""The agent's addresses in network rules."""

from __future__ import annotations

from ipaddress import ip_network

from constructs_lib.models.user_identity.agent import AGENT_ADDRESSES, AGENT_PORT


def test_one_address_of_each_family() -> None:
    """Single addresses, link-local or unique-local: a rule with them allows nothing else."""
    networks = [ip_network(address) for address in AGENT_ADDRESSES]

    assert [4, 6] == [network.version for network in networks]
    assert [1, 1] == [network.num_addresses for network in networks]
    assert all(network.is_private for network in networks)
    assert 80 == AGENT_PORT
