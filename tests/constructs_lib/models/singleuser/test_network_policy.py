"""Addresses that servers may reach."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.singleuser.network_policy import AllowedCidr, NetworkPolicyConfig, network_policy_problems


@pytest.mark.parametrize(
    ("allowed", "rule"),
    [
        (
            {"cidr": "10.0.4.0/24", "ports": [5432]},
            {"to": [{"ipBlock": {"cidr": "10.0.4.0/24"}}], "ports": [{"protocol": "TCP", "port": 5432}]},
        ),
        ({"cidr": "10.0.4.0/24"}, {"to": [{"ipBlock": {"cidr": "10.0.4.0/24"}}]}),
        ({"cidr": "0.0.0.0/0"}, {"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}}]}),
        ({"cidr": "169.254.0.0/16"}, {"to": [{"ipBlock": {"cidr": "169.254.0.0/16", "except": ["169.254.169.254/32"]}}]}),
        ({"cidr": "fd00::/8"}, {"to": [{"ipBlock": {"cidr": "fd00::/8", "except": ["fd00:ec2::254/128"]}}]}),
    ],
)
def test_rule(allowed: dict[str, Any], rule: dict[str, Any]) -> None:
    """The instance metadata service is never among the addresses."""
    assert rule == AllowedCidr.model_validate(allowed).rule


def test_contradictions() -> None:
    """A policy that isn't created allows nothing; the metadata service alone can't be meant."""
    off = NetworkPolicyConfig.model_validate(
        {"enabled": False, "private_addresses": True, "allowed_cidrs": [{"cidr": "fd00:ec2::254/128"}]}
    )

    assert [
        ("network_policy", "private_addresses"),
        ("network_policy", "allowed_cidrs"),
        ("network_policy", "allowed_cidrs", 0, "cidr"),
    ] == [problem.path for problem in network_policy_problems(off)]
    assert [] == list(network_policy_problems(NetworkPolicyConfig(enabled=False)))
