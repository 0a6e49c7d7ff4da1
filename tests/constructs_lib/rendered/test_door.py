"""Access of unknown reach counts as open to the internet."""

from __future__ import annotations

import pytest

from constructs_lib.rendered.door import Door, Reach


@pytest.mark.parametrize(("reach", "public"), [(Reach.INTERNAL, False), (Reach.INTERNET, True), (Reach.UNKNOWN, True)])
def test_unknown_counts_as_public(reach: Reach, public: bool) -> None:  # noqa: FBT001  # what is expected
    """Only what is known to be internal is not public."""
    assert public == Door(name="x", reach=reach, decided_by=(), ports=()).public
