"""Taints of nodes that users' servers tolerate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StrictInt

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import LabelKey, LabelValue
from constructs_lib.models.kinds.validators import any_case


class TolerationOperator(StrEnum):
    """How a taint is compared."""

    #: Any value of the taint is tolerated.
    EXISTS = "Exists"
    #: The taint's value is the toleration's.
    EQUAL = "Equal"


class TaintEffect(StrEnum):
    """What a taint does to pods that don't tolerate it."""

    NO_SCHEDULE = "NoSchedule"
    PREFER_NO_SCHEDULE = "PreferNoSchedule"
    NO_EXECUTE = "NoExecute"


class Toleration(Model):
    """A taint of nodes that a server tolerates. Source: Kubernetes API, ``Toleration``."""

    key: LabelKey | None = None
    """Key of the taint. Default: any, which operator: Exists requires."""
    operator: Annotated[TolerationOperator, any_case(*TolerationOperator)] | None = None
    """Equal (the taint has this value) or Exists (it has any). Default: Equal with a value, else Exists."""
    value: LabelValue | None = None
    """Value of the taint."""
    effect: Annotated[TaintEffect, any_case(*TaintEffect)] | None = None
    """NoSchedule, PreferNoSchedule or NoExecute. Default: all of them."""
    toleration_seconds: StrictInt | None = Field(default=None, ge=0, le=2_147_483_647)
    """Seconds that a running server stays on a node after a taint with the effect NoExecute came. Default: for ever."""

    @property
    def entry(self) -> dict[str, Any]:
        """The toleration as Kubernetes writes it."""
        operator = self.operator or (TolerationOperator.EXISTS if self.value is None else TolerationOperator.EQUAL)
        given: Mapping[str, Any] = {
            "key": self.key,
            "operator": operator.value,
            "value": self.value,
            "effect": self.effect and self.effect.value,
            "tolerationSeconds": self.toleration_seconds,
        }
        return {name: value for name, value in given.items() if value is not None}


def _goes_together(toleration: Toleration) -> Iterator[Problem]:
    """Source: Kubernetes, validation of pods, ``ValidateTolerations``."""
    if toleration.operator is TolerationOperator.EXISTS and toleration.value:
        yield Problem("has no effect with operator: Exists, which tolerates any value; remove one of the two", ("value",))
    if toleration.key is None and (toleration.operator is TolerationOperator.EQUAL or toleration.value is not None):
        yield Problem("is required but missing: without it all taints are tolerated, which operator: Exists alone says", ("key",))
    if toleration.toleration_seconds is not None and toleration.effect is not TaintEffect.NO_EXECUTE:
        yield Problem("needs effect: NoExecute; the other effects don't end a running server", ("toleration_seconds",))


Toleration.RULES = (_goes_together,)


def tolerates(resource: str) -> dict[str, str]:
    """Return the toleration of nodes that have an extended resource.

    Amazon EKS adds the same to a pod that asks for it (admission plug-in ExtendedResourceToleration), others don't. A taint with any
    value is tolerated: ``present``, ``true`` and none are in use.
    """
    return {"key": resource, "operator": "Exists", "effect": "NoSchedule"}
