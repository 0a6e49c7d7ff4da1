"""What a door is: a way from outside the cluster to the hub, who reaches it, and what is encrypted there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from constructs_lib.rendered.values import ChartPath


class Reach(StrEnum):
    """From where a door is reached."""

    #: The VPC and the networks connected to it.
    INTERNAL = "internal"
    INTERNET = "internet-facing"
    #: Only the cluster knows, so that it counts as the internet.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A port of a door.

    Args:
        name: its number, or how else people call it.
        encrypted: it serves TLS with a certificate, or redirects to a port that does.
        decided_by: the chart values that decide so.
        certificates: the certificates of the load balancer there, as they are written. Default: it has none.
    """

    name: str
    encrypted: bool
    decided_by: tuple[ChartPath, ...]
    certificates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A way from outside the cluster to the hub.

    Args:
        name: the object, in words.
        reach: from where it is reached.
        decided_by: the chart values that decide so, the most telling first.
        ports: its open ports.
        of_controller: the AWS Load Balancer Controller makes it. Default: something else does.
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
