"""User placeholders."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.scheduling.placeholders import Placeholders, UserPlaceholders

_ADAPTER: TypeAdapter[int | UserPlaceholders] = TypeAdapter(Placeholders)


def test_a_number_or_a_mapping() -> None:
    """Both forms are read as they are written."""
    assert 5 == _ADAPTER.validate_python(5)
    assert UserPlaceholders(replicas=2) == _ADAPTER.validate_python({"replicas": 2})


def test_profiles_have_no_placeholders() -> None:
    """The message states that the chart doesn't support them, and what does."""
    with pytest.raises(ValidationError, match="The chart schedules them with the hub's own settings only"):
        _ADAPTER.validate_python({"replicas": 2, "profile": "gpu"})


@pytest.mark.parametrize("count", [-1, 5_001, 1.5, True])
def test_invalid_number_of_placeholders(count: object) -> None:
    """Only whole numbers are accepted."""
    with pytest.raises(ValidationError):
        _ADAPTER.validate_python(count)
