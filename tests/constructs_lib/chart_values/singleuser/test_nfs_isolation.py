"""Chart values of nfs_isolation, for each chart version."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.nfs_isolation import nfs_isolation_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.egress import open_to_nfs
from constructs_lib.models.singleuser.nfs_isolation import BLOCK_NFS, VPC_ADDRESSES
from tests.chart_schema import schema_errors

LINES = ("1.2.0", "2.0.0", "3.3.8", "4.4.0")


def _values(version: str, isolation: str | None, **hub: Any) -> dict[str, Any]:
    efs = {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}
    settings = {"version": version, "service_type": "cluster_ip", "efs_config": efs, "nfs_isolation": isolation, **hub}
    return hub_values(JupyterHubAddOnProps.model_validate(settings))


@pytest.mark.parametrize("version", LINES)
def test_hub_adds_the_init_container_by_default(version: str) -> None:
    """The user's own list of init containers, and their own parts of the hub's configuration, leave it in place."""
    own = {"singleuser": {"initContainers": [{"name": "own"}]}, "hub": {"extraConfig": {"own": "x = 1"}}}
    values = _values(version, None, values=own)

    assert [{"name": "own"}] == values["singleuser"]["initContainers"]
    assert ["own", BLOCK_NFS] == sorted(values["hub"]["extraConfig"])
    assert 'set_block_nfs(c, get_config("singleuser.networkTools"))' in values["hub"]["extraConfig"][BLOCK_NFS]
    assert "2049 111 20048" in values["hub"]["extraConfig"][BLOCK_NFS]
    assert "networkPolicy" not in values["singleuser"]


@pytest.mark.parametrize("version", LINES)
def test_network_policy_allows_no_address_of_a_vpc_but_dns(version: str) -> None:
    """The chart's rule for the internet, which allows 100.64.0.0/10, is replaced; 1.x has only a list."""
    values = _values(version, "network_policy")
    policy = values["singleuser"]["networkPolicy"]

    assert policy["enabled"] is True
    assert [None, None] == [open_to_nfs(rule, VPC_ADDRESSES) for rule in policy["egress"]]
    assert [None, [53, 53]] == [[each["port"] for each in rule["ports"]] if "ports" in rule else None for rule in policy["egress"]]
    assert (None if version == "1.2.0" else {"nonPrivateIPs": False}) == policy.get("egressAllowRules")
    assert BLOCK_NFS not in values.get("hub", {}).get("extraConfig", {})


@pytest.mark.parametrize("isolation", ["none", "network_policy"])
def test_nothing_runs_in_the_hub_otherwise(isolation: str) -> None:
    """Neither needs the privileged container; by default there is nothing at all on EBS."""
    ebs = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}

    assert {} == nfs_isolation_values(JupyterHubAddOnProps.model_validate(ebs))
    assert BLOCK_NFS not in str(_values("4.4.0", isolation))


@pytest.mark.schema
@pytest.mark.parametrize("isolation", ["iptables", "network_policy"])
@pytest.mark.parametrize("version", LINES)
def test_values_are_valid(version: str, isolation: str) -> None:
    """With the schema of each version."""
    assert [] == schema_errors(version, _values(version, isolation))
