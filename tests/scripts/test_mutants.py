"""``make mutants``."""

from __future__ import annotations

import pytest

from scripts.console import Trouble
from scripts.mutants import score


def test_score_is_the_part_that_was_noticed() -> None:
    """A mutant that no test runs counts as unnoticed, one that hangs as noticed; what was left out does not count."""
    assert score(
        {"killed": 5, "timeout": 1, "survived": 1, "no_tests": 1, "skipped": 9, "not_checked": 100, "total": 117}
    ) == pytest.approx(75.0)


def test_nothing_checked_is_no_success() -> None:
    """An empty selection does not pass."""
    with pytest.raises(Trouble, match="No mutant was checked"):
        score({"killed": 0, "total": 100, "not_checked": 100})
