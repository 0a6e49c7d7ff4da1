"""The rule for add-ons that may already be on the cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from constructs_lib.errors import Problem


class _MayExist(Protocol):
    @property
    def existing(self) -> bool: ...
    @property
    def model_fields_set(self) -> set[str]: ...


def existing_is_not_managed(props: _MayExist) -> Iterator[Problem]:
    """Report each setting of an add-on that is not managed because ``existing`` or ``self_managed`` is true."""
    flag = "self_managed" if getattr(props, "self_managed", False) else "existing" if props.existing else None
    if flag is None:
        return
    for key in sorted(props.model_fields_set - {flag}):
        yield Problem(f"has no effect with {flag}: true, because the add-on is not managed; remove one of them", (key,))
