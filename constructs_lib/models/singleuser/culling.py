"""When idle servers are stopped, and idle kernels inside of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.chart_version import CULL_ADMIN_USERS, ChartVersion

#: A year. A number without a bound would reach the chart as 1e+30, which the culler does not start with.
_LONGEST = 31_536_000

Seconds = Annotated[StrictInt, Field(ge=1, le=_LONGEST)]


def _not_zero(rule: str) -> BeforeValidator:
    """Refuse 0 in words of its own: people write it for never."""

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool) and value == 0:
            raise ValueError(rule)
        return value

    return BeforeValidator(check)


class KernelCullingConfig(Model):
    """End idle kernels and terminals inside the servers.

    The end of a kernel is activity of its server, so an idle server is stopped after both times added up. Images read it that run
    Jupyter Server, as JupyterLab 3 or later does. Sources: Jupyter Server, ``MappingKernelManager.cull_*``, ``TerminalManager.cull_*``.
    """

    timeout: Annotated[Seconds, _not_zero("means never to Jupyter Server; remove kernels instead, or write at least 1")] = 3600
    """Seconds without activity after which a kernel or terminal is ended, 1 or more."""
    every: Seconds = 300
    """Seconds between two looks, 1 or more."""
    connected: StrictBool = True
    """End kernels that a browser tab is connected to, too. Without it an open tab keeps its kernel, and so the server, forever."""
    busy: StrictBool = False
    """End kernels that are computing, too."""


class CullingConfig(Model):
    """Stop idle servers by the chart's culler. Source: JupyterHub chart, ``cull``; jupyterhub-idle-culler."""

    enabled: StrictBool = True
    """Stop idle servers. False: servers run until their users stop them."""
    timeout: Annotated[Seconds, _not_zero("isn't never: the culler then takes 600 s; write enabled: false")] = 3600
    """Seconds without activity after which a server is stopped, 1 or more. An open browser tab with a kernel is activity; see kernels."""
    every: Seconds = 600
    """Seconds between two looks, 1 or more."""
    max_age: StrictInt = Field(default=0, ge=0, le=_LONGEST)
    """Seconds after its start at which a server is stopped even if it is in use. 0: never."""
    concurrency: StrictInt = Field(default=10, ge=1, le=1000)
    """Number of servers that are stopped at a time, 1 to 1000."""
    remove_named_servers: StrictBool = False
    """Delete idle named servers instead of stopping them. With delete_user_volumes: true their volumes are deleted too, on charts below
    4.0.0."""
    users: StrictBool = False
    """Delete users who are idle, not their servers alone; with delete_user_volumes: true their homes too."""
    admin_users: StrictBool = True
    """Stop idle servers of administrators, too. On chart 2.0.0 or later; 1.x always stops them."""
    kernels: KernelCullingConfig | None = None
    """End idle kernels and terminals inside the servers; their end is activity, so a server is stopped after both times added up. Default:
    they run as long as their server, and an open browser tab keeps both running."""

    def problems(self, version: ChartVersion) -> Iterator[Problem]:
        """Yield what the chart's version can't do; paths begin at the hub.

        Args:
            version: the chart's version.
        """
        if "admin_users" in self.model_fields_set and not version.has(CULL_ADMIN_USERS):
            yield Problem(version.lacks(CULL_ADMIN_USERS, "admin_users"), ("culling", "admin_users"))
