"""The one adapter between check functions and CDKTF's validations."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import jsii
from constructs import IConstruct, IValidation


@jsii.implements(IValidation)
class _Validation:
    def __init__(self, check: Callable[[], Iterable[str]]) -> None:
        self._check = check

    def validate(self) -> list[str]:
        return list(self._check())


def validate_at_synth(construct: IConstruct, check: Callable[[], Iterable[str]]) -> None:
    """Run a check when the app is synthesized; each message that it gives fails the synth.

    Args:
        construct: whose path the messages carry.
        check: gives one message per mistake, and raises nothing.
    """
    construct.node.add_validation(_Validation(check))
