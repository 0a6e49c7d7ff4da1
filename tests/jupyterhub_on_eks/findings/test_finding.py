"""One line of a report."""

from __future__ import annotations

from jupyterhub_on_eks.findings.finding import Level, failure, not_checked, ok, waiting, warning


def test_levels() -> None:
    """Each has a constructor; message and fix make the line."""
    made = [ok("a"), warning("a", "b"), waiting("a"), failure("a", "b"), not_checked("a")]

    assert list(Level) == [finding.level for finding in made]
    assert ["a", "a. b", "a", "a. b", "a"] == [finding.line for finding in made]


def test_words_of_others_end_with_a_full_stop() -> None:
    """As the scheduler's do; the line has one, not two."""
    assert ("a. b", "a") == (failure("a.", "b").line, ok("a.").message)
