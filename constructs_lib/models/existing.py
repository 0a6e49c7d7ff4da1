"""The rule of add-ons that may be on the cluster already."""

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
    """Report each setting of an add-on that is not managed, which ``existing`` says, or ``self_managed`` where there is such a key."""
    flag = "self_managed" if getattr(props, "self_managed", False) else "existing" if props.existing else None
    if flag is None:
        return
    for key in sorted(props.model_fields_set - {flag}):
        yield Problem(f"has no effect with {flag}: true, which manages nothing; take one of them out", (key,))
