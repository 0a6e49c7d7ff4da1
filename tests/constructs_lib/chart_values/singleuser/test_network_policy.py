"""What users' servers may reach, in the chart's policy of each version."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.network_policy import network_policy_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.egress import open_to, open_to_nfs
from constructs_lib.models.singleuser.instance_metadata import METADATA_ADDRESSES
from constructs_lib.models.singleuser.network_policy import EVERYTHING, POD_IDENTITY_AGENT
from constructs_lib.models.singleuser.nfs_isolation import VPC_ADDRESSES
from tests.chart_schema import schema_errors

LINES = ("1.2.0", "2.0.0", "3.3.8", "4.4.0")
_DATABASE = {"cidr": "10.0.4.0/24", "ports": [5432]}
_IPV6_AGENT, _IPV4_AGENT = "fd00:ec2::23/128", "169.254.170.23/32"


def _policy(version: str, *, agent: bool = False, **hub: Any) -> dict[str, Any]:
    settings = {"version": version, "service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, **hub}
    values = network_policy_values(JupyterHubAddOnProps.model_validate(settings), uses_pod_identity=agent)
    policy: dict[str, Any] = values.get("singleuser", {}).get("networkPolicy", {})
    return policy


def _open(policy: dict[str, Any], port: int, address: str) -> bool:
    return any(open_to(rule, (port,), (address,)) for rule in policy["egress"])


@pytest.mark.parametrize("version", LINES)
def test_default_is_the_charts_own(version: str) -> None:
    """Existing hubs keep their policy."""
    assert {} == _policy(version)


@pytest.mark.parametrize("version", LINES)
def test_private_addresses_are_closed_except_those_named(version: str) -> None:
    """All ranges that a VPC may use, except DNS; the internet is open and the metadata service isn't."""
    policy = _policy(version, network_policy={"allowed_cidrs": [_DATABASE]})

    assert [] == [rule for rule in policy["egress"] if open_to_nfs(rule, VPC_ADDRESSES)]
    reached = [(5432, "10.0.4.7/32"), (5432, "10.0.5.7/32"), (53, "10.0.0.2/32"), (443, "100.64.0.9/32"), (443, "203.0.113.7/32")]
    assert [True, False, True, False, True] == [_open(policy, port, address) for port, address in reached]
    assert not _open(policy, 80, METADATA_ADDRESSES[0])
    assert (None if version == "1.2.0" else {"nonPrivateIPs": False}) == policy.get("egressAllowRules")


@pytest.mark.parametrize("version", LINES)
def test_private_addresses(version: str) -> None:
    """With the chart's own rule; 1.x allows them by default, also beside other rules."""
    asked = {"private_addresses": True}

    assert {"enabled": True, **({} if version == "1.2.0" else {"egressAllowRules": {"privateIPs": True}})} == _policy(
        version, network_policy=asked
    )
    beside = _policy(version, network_policy={**asked, "allowed_cidrs": [_DATABASE]})
    assert (version == "1.2.0") is (EVERYTHING in beside["egress"])


@pytest.mark.parametrize("version", LINES)
def test_off(version: str) -> None:
    """Nothing is added to a policy that isn't created."""
    assert {"enabled": False} == _policy(version, network_policy={"enabled": False}, agent=True)


@pytest.mark.parametrize("asked", [None, {}, {"private_addresses": True}])
@pytest.mark.parametrize("version", LINES)
def test_agent_is_reachable(version: str, asked: dict[str, Any] | None) -> None:
    """With both protocols, whatever else is closed; on 1.x the list has the chart's own rule as well."""
    policy = _policy(version, agent=True, network_policy=asked)

    assert POD_IDENTITY_AGENT in policy["egress"]
    assert [True, True] == [_open(policy, 80, address) for address in (_IPV4_AGENT, _IPV6_AGENT)]
    assert not _open(policy, 80, METADATA_ADDRESSES[0])
    assert not _open(policy, 80, METADATA_ADDRESSES[1])
    if version == "1.2.0":
        assert _open(policy, 443, "203.0.113.7/32")


@pytest.mark.parametrize("version", LINES)
def test_users_rules_are_added(version: str) -> None:
    """A list in values doesn't replace ours."""
    own = [{"to": [{"ipBlock": {"cidr": "10.9.0.0/16"}}]}]
    hub = {"version": version, "service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}
    values = {"singleuser": {"networkPolicy": {"egress": own}}}
    settings = {**hub, "network_policy": {"allowed_cidrs": [_DATABASE]}, "values": values}

    assert own == hub_values(JupyterHubAddOnProps.model_validate(settings))["singleuser"]["networkPolicy"]["egress"][3:]


@pytest.mark.schema
@pytest.mark.parametrize("asked", [{"allowed_cidrs": [_DATABASE]}, {"private_addresses": True}, {"enabled": False}])
@pytest.mark.parametrize("version", LINES)
def test_values_are_valid(version: str, asked: dict[str, Any]) -> None:
    """With the schema of each version."""
    policy = _policy(version, agent=True, network_policy=asked)

    assert [] == schema_errors(version, {"singleuser": {"networkPolicy": policy}})
