"""Settings of the whole hub: culling, limits, pre-pulling, shared memory, and what its pages say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from pydantic import Field

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.kinds.text import Phrase
from constructs_lib.models.pages import AnnouncementsConfig
from constructs_lib.models.singleuser.culling import CullingConfig
from constructs_lib.models.singleuser.limits import LimitsConfig
from constructs_lib.models.singleuser.pre_pull import PrePullConfig
from constructs_lib.models.singleuser.profile_images import names_images
from constructs_lib.models.singleuser.profiles.props import ProfilesProps
from constructs_lib.models.singleuser.shared_memory import SharedMemory


class HubWideProps(ProfilesProps):
    """Settings that a hub has once, whatever its profiles say."""

    shared_memory: SharedMemory | None = None
    """Mount a volume in memory at /dev/shm in every server: true, or its size, for example 2Gi. What is written there counts as memory of
    the server. Default: true if any profile asks for GPUs, else false, which leaves 64Mi."""
    pre_pull: PrePullConfig = Field(default_factory=PrePullConfig)
    """Pull images to the nodes of users beforehand."""
    culling: CullingConfig = Field(default_factory=CullingConfig)
    """When idle servers are stopped, idle kernels ended and idle users deleted."""
    limits: LimitsConfig = Field(default_factory=LimitsConfig)
    """How much the hub does at a time."""
    announcements: AnnouncementsConfig | None = None
    """Texts at the top of the hub's pages."""
    title: Phrase | None = None
    """Title of the hub's pages, as the browser shows it. Default: JupyterHub."""

    @property
    def has_shared_memory(self) -> bool | str:
        """Whether servers have a volume at /dev/shm, or the size of it."""
        return self.asks_for_gpus if self.shared_memory is None else self.shared_memory

    @property
    def pulls_by_default(self) -> bool:
        """Whether images are pulled beforehand where pre_pull says nothing."""
        return not (self.has_own_images or self.asks_for_gpus or names_images(self.user_value("singleuser", "profileList")))

    @property
    def consecutive_failures(self) -> int | None:
        """Number of failed starts after which the hub restarts itself; None leaves it to the chart."""
        said = self.limits.consecutive_failures
        return 0 if said is None and self.has_restricted_profiles else said


class _Charted(Protocol):
    @property
    def culling(self) -> CullingConfig: ...

    @property
    def chart_version(self) -> ChartVersion: ...


def _culling_fits_the_chart(hub: _Charted) -> Iterator[Problem]:
    yield from hub.culling.problems(hub.chart_version)


HUB_WIDE_RULES = (_culling_fits_the_chart,)
