"""Values for the performance of a file system. Tests of `EfsConfig` show how they are refused."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.storage.efs_performance import (
    AnyCaseThroughputMode,
    AnySpellingPerformanceMode,
    PerformanceMode,
    ThroughputMode,
    Transition,
)


def test_values_are_aws_own() -> None:
    """They are written to the file system as they are."""
    assert ["elastic", "bursting", "provisioned"] == list(ThroughputMode)
    assert ["generalPurpose", "maxIO"] == list(PerformanceMode)


def test_spellings() -> None:
    """Capitals and underscores don't matter."""
    assert PerformanceMode.MAX_IO is TypeAdapter(AnySpellingPerformanceMode).validate_python("MAX_IO")
    assert ThroughputMode.ELASTIC is TypeAdapter(AnyCaseThroughputMode).validate_python("Elastic")


@pytest.mark.parametrize("days", [1, 7, 14, 30, 60, 90, 180, 270, 365])
def test_transitions(days: int) -> None:
    """All of AWS's, with one day in the singular; no other number of days."""
    word = f"AFTER_{days}_DAY{'S' if days > 1 else ''}"

    assert word == TypeAdapter(Transition).validate_python(word.lower())
    with pytest.raises(ValidationError):
        TypeAdapter(Transition).validate_python(f"AFTER_{days + 1}_DAYS")
