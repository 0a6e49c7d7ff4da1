"""The hub's name in Route 53."""

from __future__ import annotations

from pydantic import StrictBool

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import DomainName, RecordName

#: How zone files write the zone's own name.
APEX = "@"


class DnsConfig(Model):
    """An alias record in Route 53 that leads to the load balancer."""

    hosted_zone: DomainName
    """Name of an existing hosted zone of the account, for example example.org."""
    record: RecordName
    """Name of the record, for example hub for hub.example.org, or that name in full. `@` is the zone's own name."""
    private_zone: StrictBool = False
    """true: the zone is a private one, which only its VPCs ask."""

    @property
    def name(self) -> str:
        """The full name of the record."""
        if self.record == APEX:
            return self.hosted_zone
        return self.record if f".{self.record}".endswith(f".{self.hosted_zone}") else f"{self.record}.{self.hosted_zone}"
