"""Limits on concurrent operations of a hub."""

from __future__ import annotations

from pydantic import Field, StrictInt

from constructs_lib.models.base import Model


class LimitsConfig(Model):
    """Limits of a hub. Source: JupyterHub, ``concurrent_spawn_limit``, ``active_server_limit``, ``Spawner.consecutive_failure_limit``."""

    concurrent_spawns: StrictInt = Field(default=64, ge=0, le=100_000)
    """Number of servers that start at once; further users are asked to try again. 0: no limit."""
    active_servers: StrictInt | None = Field(default=None, ge=1, le=1_000_000)
    """Number of servers that run at once, 1 or more; further users get the message that the hub is full. Default: no limit."""
    consecutive_failures: StrictInt | None = Field(default=None, ge=0, le=100_000)
    """Number of consecutive failed starts after which the hub restarts itself. 0: it never does. Default: 5; 0 if a profile is restricted
    to certain users, because a refused start counts as a failed one."""
