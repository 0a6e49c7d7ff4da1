"""The settings of scheduling, and what of the hub's other keys goes with them."""

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
    """How pods look for the nodes that are labelled for them."""

    #: The label has no meaning.
    IGNORE = "ignore"
    #: They run there if there is room.
    PREFER = "prefer"
    #: They run nowhere else.
    REQUIRE = "require"


class AvoidDisruption(StrEnum):
    """Which pods Karpenter and Cluster Autoscaler don't evict."""

    #: Users' servers.
    USERS = "users"
    #: Users' servers, the hub and the proxy.
    ALL = "all"
    #: None.
    NONE = "none"


AnyCaseNodePurpose = Annotated[NodePurpose, any_case(*NodePurpose)]


class DedicatedNodes(Model):
    """How users' servers and the hub's own pods look for their nodes, by the label hub.jupyter.org/node-purpose."""

    users: AnyCaseNodePurpose = NodePurpose.PREFER
    """Users' servers and the label hub.jupyter.org/node-purpose=user: ignore, prefer or require."""
    core: AnyCaseNodePurpose = NodePurpose.PREFER
    """The hub, the proxy and the scheduler, and the label hub.jupyter.org/node-purpose=core: ignore, prefer or require."""


def _kind(value: Any) -> str:
    return "model" if isinstance(value, dict | Model) else "word"


Dedicated = Annotated[
    Annotated[AnyCaseNodePurpose, Tag("word")] | Annotated[DedicatedNodes, Tag("model")],
    Discriminator(_kind),
]


class SchedulingConfig(Model):
    """What gives the hub and its users' servers their nodes."""

    user_placeholders: Placeholders = 0
    """Number of places held free, each as large as the hub's `resources` guarantee a server; or {replicas: 5, resources: …}. A server
    takes the place of one at once, and a new node is started for the next. With any, pods have priorities."""
    dedicated_nodes: Dedicated = NodePurpose.PREFER
    """How pods look for nodes with the label hub.jupyter.org/node-purpose, user or core: ignore, prefer or require; or
    {users: require, core: prefer} for one each. With require they wait where no node has the label."""
    core: CoreConfig = Field(default_factory=CoreConfig)
    """Nodes and resources of the hub, the proxy and the scheduler. Default: any node; 100m CPU and 512Mi are guaranteed to the hub, 50m and
    128Mi to each of the others."""
    avoid_disruption: Annotated[AvoidDisruption, any_case(*AvoidDisruption)] = AvoidDisruption.USERS
    """Pods that Karpenter and Cluster Autoscaler don't evict: users (users' servers), all (the hub and the proxy too, which then hold their
    node), or none. Spot interruptions and the end of a node's lifetime evict them anyway."""
    user_scheduler: StrictBool | None = None
    """Pack users' servers onto as few nodes as possible, by a scheduler of the chart's. Default: true on chart 3.0.0 or later; the one of
    older charts needs Kubernetes 1.26 or older."""

    @property
    def placeholders(self) -> UserPlaceholders:
        """The places, however they are written."""
        given = self.user_placeholders
        return given if isinstance(given, UserPlaceholders) else UserPlaceholders(replicas=given)

    @property
    def node_purposes(self) -> DedicatedNodes:
        """How users' servers and the hub's own pods look for their nodes."""
        given = self.dedicated_nodes
        return given if isinstance(given, DedicatedNodes) else DedicatedNodes(users=given, core=given)

    def has_user_scheduler(self, version: ChartVersion) -> bool:
        """Whether the chart's scheduler packs users' servers.

        Args:
            version: version of the chart.
        """
        return version.has(WORKING_USER_SCHEDULER) if self.user_scheduler is None else self.user_scheduler


class SchedulingProps(HelmAddOnProps):
    """What gives the hub and its users' servers their nodes."""

    scheduling: SchedulingConfig = Field(default_factory=SchedulingConfig)
    """What gives the hub and its users' servers their nodes: places held free, dedicated nodes, resources of the hub itself."""


def scheduling_problems(scheduling: SchedulingConfig, version: ChartVersion) -> Iterator[Problem]:
    """Find what of the scheduling the chart can't do; paths begin at the hub.

    Args:
        scheduling: the settings.
        version: version of the chart.
    """
    if scheduling.user_scheduler and not version.has(WORKING_USER_SCHEDULER):
        yield Problem(version.lacks(WORKING_USER_SCHEDULER), ("scheduling", "user_scheduler"))
