"""An output of a stack."""

from __future__ import annotations

import dataclasses

import pytest

from constructs_lib.models.output import Output


def test_output() -> None:
    """A value and its description; two with the same content are equal."""
    output = Output(value="https://hub.example.org", description="Where users log in")

    assert ("https://hub.example.org", "Where users log in") == (output.value, output.description)
    assert output == Output(value="https://hub.example.org", description="Where users log in")


def test_output_has_a_description() -> None:
    """`terraform output` shows it, so there is no default; and the two texts can't be confused."""
    with pytest.raises(TypeError, match="description"):
        Output(value="x")  # type: ignore[call-arg]  # that is the test
    with pytest.raises(TypeError, match="positional"):
        Output("x", "y")  # type: ignore[call-arg]  # the same


def test_output_is_not_changed() -> None:
    """What an add-on has published is not changed."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Output(value="x", description="y").value = "z"  # type: ignore[misc]  # that is the test
