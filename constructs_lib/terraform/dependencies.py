"""What a resource may wait for: the list that ``depends_on`` takes.

CDKTF renders a construct in ``depends_on`` as nothing at all, so only resources and data sources belong in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdktf import ITerraformDependable, TerraformDataSource, TerraformResource
from constructs import IConstruct

from constructs_lib.errors import RenderError

#: Resources and data sources that must be there before, and may only go after.
Dependables = Sequence[ITerraformDependable]


def resources_of(*constructs: IConstruct) -> list[ITerraformDependable]:
    """Collect all resources and data sources at and below the constructs.

    Raises:
        RenderError: there is none, so that nothing would be waited for.
    """
    found: list[ITerraformDependable] = [
        node for construct in constructs for node in construct.node.find_all() if isinstance(node, TerraformResource | TerraformDataSource)
    ]
    if not found:
        paths = ", ".join(construct.node.path for construct in constructs) or "nothing"
        raise RenderError(f"depends_on was given {paths}, which holds no resource to wait for")
    return found


def waits_for(*dependables: Iterable[ITerraformDependable]) -> list[ITerraformDependable] | None:
    """Join lists of dependables for a ``depends_on`` keyword; None where there is nothing to wait for."""
    return [item for group in dependables for item in group] or None
