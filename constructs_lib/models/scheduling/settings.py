"""Scheduling settings, and rules across the hub's other keys."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Discriminator, Field, StrictBool, Tag

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.chart_version import WORKING_USER_SCHEDULER, ChartVersion
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.kinds.validators import any_case
from constructs_lib.models.scheduling.core import CoreConfig
from constructs_lib.models.scheduling.placeholders import Placeholders, UserPlaceholders


class NodePurpose(StrEnum):
    """How pods select the nodes that are labeled for them."""

    #: The label has no effect.
    IGNORE = "ignore"
    #: Pods run there if there is room.
    PREFER = "prefer"
    #: Pods run only there.
    REQUIRE = "require"


class AvoidDisruption(StrEnum):
    """Pods that Karpenter and Cluster Autoscaler don't evict."""

    #: Users' servers.
    USERS = "users"
    #: Users' servers, the hub and the proxy.
    ALL = "all"
    #: None.
    NONE = "none"


AnyCaseNodePurpose = Annotated[NodePurpose, any_case(*NodePurpose)]


class DedicatedNodes(Model):
    """How users' servers and the hub's own pods select their nodes, by the label hub.jupyter.org/node-purpose."""

    users: AnyCaseNodePurpose = NodePurpose.PREFER
    """Users' servers and the label hub.jupyter.org/node-purpose=user: ignore, prefer or require."""
    core: AnyCaseNodePurpose = NodePurpose.PREFER
    """The hub, the proxy and the scheduler, and the label hub.jupyter.org/node-purpose=core: ignore, prefer or require."""


def _kind(value: Any) -> str:
    return "model" if isinstance(value, dict | Model) else "text"


Dedicated = Annotated[
    Annotated[AnyCaseNodePurpose, Tag("text")] | Annotated[DedicatedNodes, Tag("model")],
    Discriminator(_kind),
]


class SchedulingConfig(Model):
    """How the hub and its users' servers are scheduled on nodes."""

    user_placeholders: Placeholders = 0
    """Number of placeholders that reserve room, each as large as the guarantees of the hub's `resources`; or {replicas: 5, resources: …}. A
    server replaces a placeholder at once, and a new node is started for the next one. If there are any, pods have priorities."""
    dedicated_nodes: Dedicated = NodePurpose.PREFER
    """How pods select nodes by the label hub.jupyter.org/node-purpose, user or core: ignore, prefer or require; or one for each: {users:
    require, core: prefer}. With require, pods stay pending if no node has the label."""
    core: CoreConfig = Field(default_factory=CoreConfig)
    """Nodes and resources of the hub, the proxy and the scheduler. Default: any node; guarantees of 100m CPU and 512Mi for the hub, 50m and
    128Mi for each of the others."""
    avoid_disruption: Annotated[AvoidDisruption, any_case(*AvoidDisruption)] = AvoidDisruption.USERS
    """Pods that Karpenter and Cluster Autoscaler don't evict: users (users' servers), all (also the hub and the proxy, which then keep
    their node), or none. Spot interruptions and node expiry evict them anyway."""
    user_scheduler: StrictBool | None = None
    """Pack users' servers onto as few nodes as possible, with the chart's scheduler. Default: true on chart 3.0.0 or later; the scheduler
    of older charts requires Kubernetes 1.26 or older."""

    @property
    def placeholders(self) -> UserPlaceholders:
        """The placeholders, in either form."""
        given = self.user_placeholders
        return given if isinstance(given, UserPlaceholders) else UserPlaceholders(replicas=given)

    @property
    def node_purposes(self) -> DedicatedNodes:
        """How users' servers and the hub's own pods select their nodes."""
        given = self.dedicated_nodes
        return given if isinstance(given, DedicatedNodes) else DedicatedNodes(users=given, core=given)

    def has_user_scheduler(self, version: ChartVersion) -> bool:
        """Whether the chart's scheduler packs users' servers.

        Args:
            version: version of the chart.
        """
        return version.has(WORKING_USER_SCHEDULER) if self.user_scheduler is None else self.user_scheduler


class SchedulingProps(HelmAddOnProps):
    """How the hub and its users' servers are scheduled on nodes."""

    scheduling: SchedulingConfig = Field(default_factory=SchedulingConfig)
    """How the hub and its users' servers are scheduled: placeholders, dedicated nodes, resources of the hub itself."""


def scheduling_problems(scheduling: SchedulingConfig, version: ChartVersion) -> Iterator[Problem]:
    """Find scheduling settings that the chart does not support; paths begin at the hub.

    Args:
        scheduling: the settings.
        version: version of the chart.
    """
    if scheduling.user_scheduler and not version.has(WORKING_USER_SCHEDULER):
        yield Problem(version.lacks(WORKING_USER_SCHEDULER), ("scheduling", "user_scheduler"))
