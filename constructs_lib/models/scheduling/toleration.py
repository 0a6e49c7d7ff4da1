"""Node taints that users' servers tolerate."""

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

    #: The taint may have any value.
    EXISTS = "Exists"
    #: The taint's value equals the toleration's.
    EQUAL = "Equal"


class TaintEffect(StrEnum):
    """The effect of a taint on pods that don't tolerate it."""

    NO_SCHEDULE = "NoSchedule"
    PREFER_NO_SCHEDULE = "PreferNoSchedule"
    NO_EXECUTE = "NoExecute"


class Toleration(Model):
    """A node taint that a server tolerates. Source: Kubernetes API, ``Toleration``."""

    key: LabelKey | None = None
    """Key of the taint. Default: any, which requires operator: Exists."""
    operator: Annotated[TolerationOperator, any_case(*TolerationOperator)] | None = None
    """Equal (the taint has this value) or Exists (it has any value). Default: Equal if value is set, otherwise Exists."""
    value: LabelValue | None = None
    """Value of the taint."""
    effect: Annotated[TaintEffect, any_case(*TaintEffect)] | None = None
    """NoSchedule, PreferNoSchedule or NoExecute. Default: all of them."""
    toleration_seconds: StrictInt | None = Field(default=None, ge=0, le=2_147_483_647)
    """Seconds that a running server stays on a node after a taint with the effect NoExecute is added. Default: unlimited."""

    @property
    def entry(self) -> dict[str, Any]:
        """The toleration in Kubernetes' form."""
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
        yield Problem("has no effect with operator: Exists, which tolerates any value; remove one of them", ("value",))
    if toleration.key is None and (toleration.operator is TolerationOperator.EQUAL or toleration.value is not None):
        yield Problem("is required but missing; set it, or use operator: Exists without a value to tolerate all taints", ("key",))
    if toleration.toleration_seconds is not None and toleration.effect is not TaintEffect.NO_EXECUTE:
        yield Problem(
            "requires effect: NoExecute, because the other effects don't evict a running server; set it, or remove this key",
            ("toleration_seconds",),
        )


Toleration.RULES = (_goes_together,)


def tolerates(resource: str) -> dict[str, str]:
    """Return the toleration of nodes with an extended resource.

    Amazon EKS adds the same toleration to a pod that requests the resource (admission plug-in ExtendedResourceToleration), other
    clusters don't. It tolerates any value of the taint: ``present``, ``true`` and no value are common.
    """
    return {"key": resource, "operator": "Exists", "effect": "NoSchedule"}
