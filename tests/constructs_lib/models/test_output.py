"""An output of a stack."""

from __future__ import annotations

import dataclasses

import pytest

from constructs_lib.models.output import Output


def test_output_is_a_value() -> None:
    """Two with the same content are equal, and none can be changed after it was published."""
    output = Output(value="v", description="d")

    assert Output(value="v", description="d") == output
    with pytest.raises(dataclasses.FrozenInstanceError):
        output.value = "w"  # type: ignore[misc]  # this is what must fail
