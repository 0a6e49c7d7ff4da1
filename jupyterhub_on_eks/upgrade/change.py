"""A change of the chart, or of what it is made of, that a hub may feel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_version import Capability, ChartVersion
from constructs_lib.rendered.values import HubReading


class Weight(StrEnum):
    """What a change asks for."""

    FIRST = "first"
    """The hub file has to change before the version does."""
    KNOWN = "known"
    """It should be known; nothing has to be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A hub before and after.

    Args:
        now: the hub as the file has it.
        then: the same with the other version.
    """

    now: HubReading
    then: HubReading

    @property
    def old(self) -> ChartVersion:
        """The version of the file."""
        return self.now.version

    @property
    def new(self) -> ChartVersion:
        """The version that is asked about."""
        return self.then.version

    def gains(self, capability: Capability) -> bool:
        """Return whether the upgrade brings it."""
        return self.old.gains(capability, self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a hub feels of a change.

    Args:
        words: what happens, and what to do.
        path: key path below the hub. Default: the hub itself.
        weight: whether the file has to change first.
        source: where the change is documented.
    """

    words: str
    path: KeyPath = ()
    weight: Weight = Weight.KNOWN
    source: str = ""


#: Finds what a hub feels of one change.
Change = Callable[[Hub], Iterable[Effect]]
