"""The row of a capability."""

from __future__ import annotations

import pytest

from constructs_lib.models.capability import Capability


def test_capabilities_are_values() -> None:
    """Equal rows are equal, and nobody changes one; each part is required, so that no capability lacks its source."""
    one = Capability("name", "1.0.0", "", "source")

    assert one == Capability("name", "1.0.0", "", "source")
    with pytest.raises(AttributeError):
        one.since = "2.0.0"  # type: ignore[misc]  # that is the test
    with pytest.raises(TypeError, match="source"):
        Capability("name", "1.0.0", "")  # type: ignore[call-arg]  # the same
