"""Values that remove the guards that keys promise."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.metadata_block import metadata_block
from tests.constructs_lib.rendered.test_values import reading

_FLAGS = {"cloudMetadataServer": True}


def _found(values: dict[str, Any], **hub: Any) -> list[tuple[str, bool]]:
    found = metadata_block(reading(values=values, **hub))
    return [(".".join(map(str, finding.path)).removeprefix("values."), finding.only_warns) for finding in found]


@pytest.mark.parametrize("kept_by", ["iptables", "network_policy", "nodes"])
def test_guards_that_remain(kept_by: str) -> None:
    """Without values, and with rules that leave the metadata service out."""
    rule = {"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}}]}

    assert [] == _found({}, instance_metadata=kept_by)
    assert [] == _found({"singleuser": {"networkPolicy": {"egress": [rule]}}}, instance_metadata=kept_by)


def test_iptables() -> None:
    """Set, and removed."""
    off = {"singleuser": {"cloudMetadata": {"blockWithIptables": False}}}
    profile: dict[str, Any] = {"singleuser": {"profileList": [{"kubespawner_override": {"init_containers": []}}]}}
    containers = "singleuser.profileList.0.kubespawner_override.init_containers"

    assert [("singleuser.cloudMetadata.blockWithIptables", False)] == _found(off, instance_metadata="iptables")
    assert [("singleuser.cloudMetadata.ip", False)] == _found(
        {"singleuser": {"cloudMetadata": {"ip": "10.0.0.1"}}}, instance_metadata="iptables"
    )
    assert [] == _found(off)  # a warning of `server_guards`
    assert [(containers, False)] == _found(profile, instance_metadata="iptables")
    assert [(containers, True)] == _found(profile)
    assert [] == _found(profile, instance_metadata="nodes")


@pytest.mark.parametrize(
    ("policy", "key"),
    [
        ({"enabled": False}, "enabled"),
        ({"enabled": None}, "enabled"),
        (None, ""),
        ({"egressAllowRules": _FLAGS}, "egressAllowRules.cloudMetadataServer"),
        ({"egress": [{"ports": [{"port": 443}]}, {}]}, "egress.1"),
        ({"egress": [{"to": [{"ipBlock": {"cidr": "fd00::/8"}}]}]}, "egress.0"),
        ({"egress": [{"to": [{"ipBlock": {"cidr": "169.254.0.0/16"}}], "ports": [{"port": 1, "endPort": 100}]}]}, "egress.0"),
    ],
)
def test_network_policy(policy: Any, key: str) -> None:
    """Whatever opens the metadata service is an error at its key."""
    values = {"singleuser": {"networkPolicy": policy}}

    assert [(f"singleuser.networkPolicy.{key}".rstrip("."), False)] == _found(values, instance_metadata="network_policy")


@pytest.mark.parametrize(("version", "refused"), [("2.0.0", False), ("3.0.0", True), ("4.4.0", True)])
def test_both_at_once(version: str, refused: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """The chart refuses them from 3.0.0 on."""
    values = {"singleuser": {"networkPolicy": {"egressAllowRules": _FLAGS}}}
    key = ("singleuser.networkPolicy.egressAllowRules.cloudMetadataServer", False)

    assert ([key] if refused else []) == _found(values, version=version)
    assert [] == _found(values, version=version, instance_metadata="nodes")


def test_policy_that_is_written() -> None:
    """It may be added to, but not opened as a whole or removed."""
    opened = {"singleuser": {"networkPolicy": {"egressAllowRules": {"privateIPs": True, "nonPrivateIPs": True}}}}
    off = {"singleuser": {"networkPolicy": {"enabled": False}}}
    flags = [(f"singleuser.networkPolicy.egressAllowRules.{flag}", False) for flag in ("privateIPs", "nonPrivateIPs")]

    assert flags == _found(opened, network_policy={})
    assert [] == _found(opened)
    assert [] == _found(opened, network_policy={"private_addresses": True})
    assert [("singleuser.networkPolicy.enabled", False)] == _found(off, network_policy={})


@pytest.mark.parametrize("kept_by", ["iptables", "network_policy", "nodes"])
def test_nodes_network(kept_by: str) -> None:
    """No guard works there."""
    pod = {"singleuser": {"extraPodConfig": {"hostNetwork": True}}}

    assert [("singleuser.extraPodConfig.hostNetwork", False)] == _found(pod, instance_metadata=kept_by)
