"""What a resource may wait for: the list that ``depends_on`` takes.

CDKTF renders a construct in ``depends_on`` as nothing at all, so only resources and data sources belong in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdktf import ITerraformDependable

#: Resources and data sources that must be there before, and may only go after.
Dependables = Sequence[ITerraformDependable]


def waits_for(*dependables: Iterable[ITerraformDependable]) -> list[ITerraformDependable] | None:
    """Join lists of dependables for a ``depends_on`` keyword; None where there is nothing to wait for."""
    return [item for group in dependables for item in group] or None
