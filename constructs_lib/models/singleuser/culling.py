"""When to stop idle servers, and end idle kernels inside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.chart_version import CULL_ADMIN_USERS, ChartVersion

#: A year. Without a limit, a number such as 1e+30 would reach the chart, and the culler would not start.
_LONGEST = 31_536_000

Seconds = Annotated[StrictInt, Field(ge=1, le=_LONGEST)]


def _not_zero(rule: str) -> BeforeValidator:
    """Refuse 0 with a message of its own, because users write it to mean never."""

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool) and value == 0:
            raise ValueError(rule)
        return value

    return BeforeValidator(check)


class KernelCullingConfig(Model):
    """End idle kernels and terminals inside the servers.

    Ending a kernel counts as activity of its server, so an idle server is stopped after the sum of both times. It applies to images
    with Jupyter Server, such as JupyterLab 3 or later. Sources: Jupyter Server, ``MappingKernelManager.cull_*``, ``TerminalManager.cull_*``.
    """

    timeout: Annotated[Seconds, _not_zero("means never in Jupyter Server; remove kernels instead, or use 1 or more")] = 3600
    """Seconds without activity after which a kernel or terminal is ended, 1 or more."""
    every: Seconds = 300
    """Seconds between two checks, 1 or more."""
    connected: StrictBool = True
    """Also end kernels with a connected browser tab. If false, an open tab keeps its kernel, and so the server, running indefinitely."""
    busy: StrictBool = False
    """Also end kernels that are computing."""


class CullingConfig(Model):
    """Stop idle servers with the chart's culler. Source: JupyterHub chart, ``cull``; jupyterhub-idle-culler."""

    enabled: StrictBool = True
    """Stop idle servers. False: servers run until their users stop them."""
    timeout: Annotated[Seconds, _not_zero("does not mean never: the culler then uses 600 s; set enabled: false")] = 3600
    """Seconds without activity after which a server is stopped, 1 or more. An open browser tab with a kernel counts as activity; see
    kernels."""
    every: Seconds = 600
    """Seconds between two checks, 1 or more."""
    max_age: StrictInt = Field(default=0, ge=0, le=_LONGEST)
    """Seconds after its start at which a server is stopped even if it is in use. 0: never."""
    concurrency: StrictInt = Field(default=10, ge=1, le=1000)
    """Number of servers that are stopped at once, 1 to 1000."""
    remove_named_servers: StrictBool = False
    """Delete idle named servers instead of stopping them. With delete_user_volumes: true, their volumes are also deleted on charts before
    4.0.0."""
    users: StrictBool = False
    """Delete idle users, not only their servers; with delete_user_volumes: true, also their homes."""
    admin_users: StrictBool = True
    """Also stop idle servers of administrators. Requires chart 2.0.0 or later; 1.x always stops them."""
    kernels: KernelCullingConfig | None = None
    """End idle kernels and terminals inside the servers. Ending them counts as activity, so a server is stopped after the sum of both
    times. Default: they run as long as their server, and an open browser tab keeps both running."""

    def problems(self, version: ChartVersion) -> Iterator[Problem]:
        """Yield settings that the chart version does not support; paths begin at the hub.

        Args:
            version: the chart's version.
        """
        if "admin_users" in self.model_fields_set and not version.has(CULL_ADMIN_USERS):
            yield Problem(version.lacks(CULL_ADMIN_USERS, "admin_users"), ("culling", "admin_users"))
