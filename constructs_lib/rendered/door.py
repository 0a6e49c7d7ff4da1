"""Doors: ways from outside the cluster to the hub, who can reach them, and what is encrypted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from constructs_lib.rendered.values import ChartPath


class Reach(StrEnum):
    """From where a door can be reached."""

    #: The VPC and the networks connected to it.
    INTERNAL = "internal"
    INTERNET = "internet-facing"
    #: Only the cluster knows; it counts as the internet.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A port of a door.

    Args:
        name: its number, or another name for messages.
        encrypted: it serves TLS with a certificate, or redirects to a port that does.
        decided_by: the chart values that determine it.
        certificates: the certificates of the load balancer on this port, as written. Default: none.
    """

    name: str
    encrypted: bool
    decided_by: tuple[ChartPath, ...]
    certificates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A way from outside the cluster to the hub.

    Args:
        name: description of the object, for messages.
        reach: from where it can be reached.
        decided_by: the chart values that determine it, the most relevant first.
        ports: its open ports.
        of_controller: the AWS Load Balancer Controller creates it. Default: something else does.
        source_ranges: the only addresses that may connect. Default: all.
    """

    name: str
    reach: Reach
    decided_by: tuple[ChartPath, ...]
    ports: tuple[Port, ...]
    of_controller: bool = False
    source_ranges: tuple[str, ...] = ()

    @property
    def public(self) -> bool:
        """Whether it counts as open to the internet."""
        return self.reach is not Reach.INTERNAL
