"""Shared memory: a switch or a size."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.singleuser.shared_memory import SharedMemory

_ADAPTER: TypeAdapter[bool | str] = TypeAdapter(SharedMemory)


@pytest.mark.parametrize("value", [True, False, "2Gi", "512Mi", "1.5Gi"])
def test_switch_and_sizes(value: Any) -> None:
    """They stay what they are."""
    assert value == _ADAPTER.validate_python(value)


@pytest.mark.parametrize("value", [1, 0, 2.5, "true", "2GB", "2", "0Gi", "", None, [], {}])
def test_what_is_refused(value: Any) -> None:
    """A number is neither; a size needs its unit. One message states both."""
    with pytest.raises(ValidationError) as error:
        _ADAPTER.validate_python(value)

    assert ["is neither true, false nor a size; use true, or a size with a unit, for example 2Gi"] == [
        line["msg"].removeprefix("Value error, ") for line in error.value.errors()
    ]
