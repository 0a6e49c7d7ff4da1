"""Settings of the whole hub: culling, limits, pre-pulling, shared memory, and the text on its pages."""

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
    """Settings that apply to the whole hub, regardless of profiles."""

    shared_memory: SharedMemory | None = None
    """Mount an in-memory volume at /dev/shm in every server: true, or its size, for example 2Gi. Data written there counts as memory of the
    server. Default: true if any profile requests GPUs, otherwise false, which leaves 64Mi."""
    pre_pull: PrePullConfig = Field(default_factory=PrePullConfig)
    """Pull images to the users' nodes in advance."""
    culling: CullingConfig = Field(default_factory=CullingConfig)
    """When to stop idle servers, end idle kernels and delete idle users."""
    limits: LimitsConfig = Field(default_factory=LimitsConfig)
    """Limits on concurrent operations of the hub."""
    announcements: AnnouncementsConfig | None = None
    """Texts at the top of the hub's pages."""
    title: Phrase | None = None
    """Title of the hub's pages in the browser. Default: JupyterHub."""

    @property
    def has_shared_memory(self) -> bool | str:
        """Whether servers have a volume at /dev/shm, or the size of that volume."""
        return self.asks_for_gpus if self.shared_memory is None else self.shared_memory

    @property
    def pulls_by_default(self) -> bool:
        """Whether images are pulled in advance if pre_pull is not set."""
        return not (self.has_own_images or self.asks_for_gpus or names_images(self.user_value("singleuser", "profileList")))

    @property
    def consecutive_failures(self) -> int | None:
        """Number of failed starts after which the hub restarts itself; None uses the chart's default."""
        given = self.limits.consecutive_failures
        return 0 if given is None and self.has_restricted_profiles else given


class _Charted(Protocol):
    @property
    def culling(self) -> CullingConfig: ...

    @property
    def chart_version(self) -> ChartVersion: ...


def _culling_fits_the_chart(hub: _Charted) -> Iterator[Problem]:
    yield from hub.culling.problems(hub.chart_version)


HUB_WIDE_RULES = (_culling_fits_the_chart,)
