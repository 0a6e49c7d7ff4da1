"""Performance and storage classes of an EFS file system."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from constructs_lib.models.kinds.validators import any_case, as_schema, matching


class PerformanceMode(StrEnum):
    """Source: Amazon EFS API, ``PerformanceMode``."""

    #: The lowest latency, recommended by AWS.
    GENERAL_PURPOSE = "generalPurpose"
    #: Higher latency; not with elastic throughput.
    MAX_IO = "maxIO"


class ThroughputMode(StrEnum):
    """Source: Amazon EFS user guide, "Amazon EFS performance specifications"."""

    #: Scales with the load; billed by the data read and written.
    ELASTIC = "elastic"
    #: Scales with the stored data, with burst credits.
    BURSTING = "bursting"
    #: Fixed by ``provisioned_throughput``, billed monthly.
    PROVISIONED = "provisioned"


def _performance_mode(value: object) -> object:
    """Accept AWS's spelling and this library's: general_purpose and max_io."""
    modes = {mode.value.lower(): mode for mode in PerformanceMode}
    return modes.get(value.replace("_", "").lower(), value) if isinstance(value, str) else value


as_schema(_performance_mode, any_case=(*PerformanceMode, "general_purpose", "max_io"))
#: Any of them, in either spelling or any case.
AnySpellingPerformanceMode = Annotated[PerformanceMode, BeforeValidator(_performance_mode)]
#: Any of them, in any case.
AnyCaseThroughputMode = Annotated[ThroughputMode, any_case(*ThroughputMode)]

_TRANSITIONS = tuple(f"AFTER_{days}_DAY{'S' if days > 1 else ''}" for days in (1, 7, 14, 30, 60, 90, 180, 270, 365))
#: Source: Amazon EFS API, ``LifecyclePolicy``, ``TransitionToIA``.
Transition = Annotated[
    Annotated[str, matching("|".join(_TRANSITIONS), f"is not allowed; use null or one of {', '.join(_TRANSITIONS)}")],
    any_case(*_TRANSITIONS),
]
