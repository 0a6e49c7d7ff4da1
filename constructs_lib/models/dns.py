"""The hub's name in Route 53."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.types import DomainName, RecordName, is_token

#: How zone files write the zone's own name.
APEX = "@"


class DnsConfig(Model):
    """An alias record in Route 53 that leads to the load balancer."""

    hosted_zone: DomainName
    """Name of an existing hosted zone of the account, for example example.org."""
    record: RecordName
    """Name of the record inside the zone, for example hub for hub.example.org. `@` is the zone's own name."""
    private_zone: bool = False
    """true: the zone is a private one, which only its VPCs ask."""

    @property
    def name(self) -> str:
        """The full name of the record."""
        return self.hosted_zone if self.record == APEX else f"{self.record}.{self.hosted_zone}"


def _record_is_inside_the_zone(dns: DnsConfig) -> Iterator[Problem]:
    if is_token(dns.record) or is_token(dns.hosted_zone):
        return
    if dns.record == dns.hosted_zone or dns.record.endswith(f".{dns.hosted_zone}"):
        inside = dns.record.removesuffix(dns.hosted_zone).rstrip(".") or APEX
        yield Problem(f"{dns.record!r} repeats the zone; write the part before it: {inside!r}", ("record",))


DnsConfig.RULES = (_record_is_inside_the_zone,)
