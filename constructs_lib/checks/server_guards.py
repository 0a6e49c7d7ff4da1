"""Protection of the nodes' credentials and of users' servers from each other that ``values`` remove."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.finding import Finding
from constructs_lib.rendered.values import ChartPath, HubReading, at

_NODES = "users can reach the instance metadata service, and use the nodes' role"
#: The chart's default guards, and what is lost without them.
#: Source: chart, ``singleuser.cloudMetadata``, ``singleuser.networkPolicy``; ``files/hub/jupyterhub_config.py`` tests for true itself.
_GUARDS: tuple[tuple[ChartPath, object, str, str], ...] = (
    (("singleuser", "cloudMetadata", "blockWithIptables"), True, _NODES, "require IMDSv2 with hop limit 1 on all nodes"),
    (("singleuser", "cloudMetadata", "ip"), "169.254.169.254", _NODES, "require IMDSv2 with hop limit 1 on all nodes"),
    (
        ("singleuser", "networkPolicy", "egressAllowRules", "cloudMetadataServer"),
        False,
        "the network policy lets users' servers reach the instance metadata service",
        "require IMDSv2 with hop limit 1 on all nodes",
    ),
    (
        ("singleuser", "networkPolicy", "enabled"),
        True,
        "users' servers can reach each other and everything in the VPC",
        "remove it, or allow what they need",
    ),
)
_ACCOUNTS: tuple[ChartPath, ...] = (
    ("singleuser", "serviceAccountName"),
    ("hub", "config", "KubeSpawner", "service_account"),
    ("hub", "config", "KubeSpawner", "automount_service_account_token"),
)


def server_guards(reading: HubReading) -> Iterator[Finding]:
    """Find guards of users' servers that the user's values remove.

    Args:
        reading: the hub.
    """
    is_set = "instance_metadata" in reading.hub.model_fields_set
    for path, default, lost, fix in _GUARDS:
        where = None if is_set and "cloudMetadata" in path else reading.user_key(path)  # then an error: `metadata_block`
        if where and at(reading.final, *path, default=default) != default:
            yield Finding(fact=lost, advice=f"; {fix}", path=where, only_warns=True)
    containers: ChartPath = ("hub", "config", "KubeSpawner", "init_containers")
    if (where := reading.user_key(containers)) and at(reading.hub.values, *containers) is not None:
        yield Finding(
            fact=f"replaces the init container that blocks the instance metadata service, so {_NODES}",
            advice="; set values.singleuser.initContainers instead, which keeps it",
            path=where,
            only_warns=True,
        )
    for path in _ACCOUNTS:
        where = reading.user_key(path)
        if where and at(reading.final, *path):
            yield Finding(
                fact="gives every user the rights of a service account, in Kubernetes and in AWS",
                advice="; give it no more than every user may do",
                path=where,
                only_warns=True,
            )
