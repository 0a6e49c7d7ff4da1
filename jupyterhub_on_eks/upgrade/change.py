"""Changes of the chart or its components that may affect a hub."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from constructs_lib.errors import KeyPath
from constructs_lib.models.capability import Capability
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.rendered.values import HubReading


class Weight(StrEnum):
    """What a change requires."""

    FIRST = "first"
    """The hub file has to change before the version does."""
    KNOWN = "known"
    """The user should know about it; nothing has to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A hub before and after the upgrade.

    Args:
        now: the hub as in the file.
        then: the same hub with the other version.
    """

    now: HubReading
    then: HubReading

    @property
    def old(self) -> ChartVersion:
        """The version in the file."""
        return self.now.version

    @property
    def new(self) -> ChartVersion:
        """The target version."""
        return self.then.version

    def gains(self, capability: Capability) -> bool:
        """Return whether the upgrade adds the capability."""
        return self.old.gains(capability, self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect of a change on a hub.

    Args:
        message: what happens, and what to do.
        path: key path below the hub. Default: the hub itself.
        weight: whether the file has to change first.
        source: where the change is documented.
    """

    message: str
    path: KeyPath = ()
    weight: Weight = Weight.KNOWN
    source: str = ""


#: Finds the effects of one change on a hub.
Change = Callable[[Hub], Iterable[Effect]]
