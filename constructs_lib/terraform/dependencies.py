"""Dependencies of a resource: the list that ``depends_on`` takes.

CDKTF silently omits constructs in ``depends_on``, so only resources and data sources belong in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdktf import ITerraformDependable

#: Resources and data sources that must be created before, and removed after.
Dependables = Sequence[ITerraformDependable]


def waits_for(*dependables: Iterable[ITerraformDependable]) -> list[ITerraformDependable] | None:
    """Join lists of dependables for a ``depends_on`` keyword; None if there is nothing to wait for."""
    return [item for group in dependables for item in group] or None
