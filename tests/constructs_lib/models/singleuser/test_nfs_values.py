"""Chart values that break the isolation."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.singleuser.nfs_isolation import NfsIsolation
from constructs_lib.models.singleuser.nfs_values import nfs_isolation_problems

IPTABLES, POLICY, NONE = NfsIsolation.IPTABLES, NfsIsolation.NETWORK_POLICY, NfsIsolation.NONE
_HOOK = "c.KubeSpawner.modify_pod_hook = mine"
_ON_NODE = {"hostNetwork": True}


def _policy(**policy: Any) -> dict[str, Any]:
    return {"singleuser": {"networkPolicy": policy}}


@pytest.mark.parametrize(
    ("isolation", "values", "path"),
    [
        (IPTABLES, {"hub": {"extraConfig": None}}, "hub.extraConfig"),
        (IPTABLES, {"hub": {"extraConfig": {"zz-block-nfs": ""}}}, "hub.extraConfig.zz-block-nfs"),
        (IPTABLES, {"hub": {"extraConfig": {"zz-mine": _HOOK}}}, "hub.extraConfig.zz-mine"),
        (IPTABLES, {"singleuser": {"extraPodConfig": _ON_NODE}}, "singleuser.extraPodConfig.hostNetwork"),
        (IPTABLES, {"hub": {"config": {"KubeSpawner": {"extra_pod_config": _ON_NODE}}}}, "hub.config.KubeSpawner.extra_pod_config.hostNetwork"),
        (
            IPTABLES,
            {"singleuser": {"profileList": [{"kubespawner_override": {"extra_pod_config": {"host_network": True}}}]}},
            "singleuser.profileList.0.kubespawner_override.extra_pod_config.host_network",
        ),
        (POLICY, {"singleuser": {"networkPolicy": None}}, "singleuser.networkPolicy"),
        (POLICY, _policy(enabled=False), "singleuser.networkPolicy.enabled"),
        (POLICY, _policy(enabled=None), "singleuser.networkPolicy.enabled"),
        (POLICY, _policy(egressAllowRules={"privateIPs": True}), "singleuser.networkPolicy.egressAllowRules.privateIPs"),
        (POLICY, _policy(egressAllowRules={"nonPrivateIPs": True}), "singleuser.networkPolicy.egressAllowRules.nonPrivateIPs"),
        (POLICY, _policy(egress=[{"ports": [{"port": 443}]}, {}]), "singleuser.networkPolicy.egress.1"),
    ],
)  # fmt: skip
def test_refused(isolation: NfsIsolation, values: dict[str, Any], path: str) -> None:
    """Each by its key, and nothing else."""
    assert [f"values.{path}"] == [".".join(map(str, each.path)) for each in nfs_isolation_problems(isolation, values)]


@pytest.mark.parametrize(
    ("isolation", "values"),
    [
        (IPTABLES, {}),
        (IPTABLES, {"hub": None, "singleuser": None}),
        (IPTABLES, {"hub": {"extraConfig": {"mine": _HOOK, "zzz": "x = 1"}}}),
        (IPTABLES, {"singleuser": {"extraPodConfig": {"hostNetwork": False}}}),
        (IPTABLES, _policy(enabled=False)),
        (POLICY, {"hub": {"extraConfig": None}}),
        (POLICY, _policy(enabled=True, egress=[{"ports": [{"port": 443}]}], egressAllowRules={"dnsPortsPrivateIPs": True})),
        (POLICY, _policy(egress=None, egressAllowRules=None)),
        (NONE, {"hub": {"extraConfig": None}, **_policy(enabled=False)}),
    ],
)
def test_accepted(isolation: NfsIsolation, values: dict[str, Any]) -> None:
    """What has no effect on the selected isolation."""
    assert [] == list(nfs_isolation_problems(isolation, values))
