"""The row of a capability in the table of chart versions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that the chart supports from an exact version on.

    Args:
        name: how messages name it.
        since: the first release that has it, shown in messages.
        preview: the first pre-release of ``since`` that has it; empty if none has.
        source: where this is documented.
    """

    name: str
    since: str
    preview: str
    source: str
