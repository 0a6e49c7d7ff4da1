"""How much a hub does at a time."""

from __future__ import annotations

from pydantic import Field, StrictInt

from constructs_lib.models.base import Model


class LimitsConfig(Model):
    """Bounds of a hub. Source: JupyterHub, ``concurrent_spawn_limit``, ``active_server_limit``, ``Spawner.consecutive_failure_limit``."""

    concurrent_spawns: StrictInt = Field(default=64, ge=0, le=100_000)
    """Number of servers that start at a time; further users are told to try again. 0: no limit."""
    active_servers: StrictInt | None = Field(default=None, ge=1, le=1_000_000)
    """Number of servers that run at a time, 1 or more; further users are told that the hub is full. Default: no limit."""
    consecutive_failures: StrictInt | None = Field(default=None, ge=0, le=100_000)
    """Number of failed starts in a row after which the hub restarts itself. 0: it never does. Default: 5; 0 with profiles that not all
    users may start, since a refused start counts as a failed one."""
