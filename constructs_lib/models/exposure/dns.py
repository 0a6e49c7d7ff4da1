"""The hub's DNS name in Route 53."""

from __future__ import annotations

from pydantic import StrictBool

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import DomainName, RecordName

#: The zone's own name, as in zone files.
APEX = "@"


class DnsConfig(Model):
    """An alias record in Route 53 that points to the load balancer."""

    hosted_zone: DomainName
    """Name of an existing hosted zone of the account, for example example.org."""
    record: RecordName
    """Name of the record, for example hub for hub.example.org, or the full name. `@` is the zone's own name."""
    private_zone: StrictBool = False
    """true: the hosted zone is private, so only its VPCs can resolve the name."""

    @property
    def name(self) -> str:
        """The full name of the record."""
        if self.record == APEX:
            return self.hosted_zone
        return self.record if f".{self.record}".endswith(f".{self.hosted_zone}") else f"{self.record}.{self.hosted_zone}"
