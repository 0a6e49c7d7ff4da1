"""The report by tiers at the end of a run: what ran, what did not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

#: The tiers, by their markers, in the order of the report. A test belongs to the first of which it has the marker, else to "unit".
TIERS = ("schema", "property", "fault", "scan", "aws", "cluster", "login", "wheel", "terrain", "nightly", "slow")

#: pytest's names of the reports that count, and readable ones.
_OUTCOMES = {"passed": "passed", "failed": "failed", "error": "failed", "skipped": "skipped", "xfailed": "failed as expected"}


#: Reports are sent between processes with these properties, but with keywords that contain folders as well as markers.
_TIER = "tier"


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Write on each test its tier, and leave out what only a run with ``-m nightly`` selects; called by pytest."""
    left_out = []
    for item in items:
        markers = {marker.name for marker in item.iter_markers()}
        item.user_properties.append((_TIER, next((tier for tier in TIERS if tier in markers), "unit")))
        if "nightly" in markers and "nightly" not in config.option.markexpr:
            left_out.append(item)
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Write the report below pytest's own; called by pytest, in the controlling process if several run the tests."""
    lines = list(summary(terminalreporter.stats))
    if lines:
        terminalreporter.section("tiers")
        for line in lines:
            terminalreporter.write_line(line)


def summary(stats: Mapping[str, Iterable[Any]]) -> Iterator[str]:
    """Report for each tier how many tests passed, failed and were skipped, how long they took, and each reason of a skip once.

    Args:
        stats: the reports, by the categories of pytest's terminal reporter.

    Yields:
        Lines; none for a tier without selected tests.
    """
    counts: dict[str, Counter[str]] = {tier: Counter() for tier in ("unit", *TIERS)}
    reasons: dict[str, Counter[str]] = {tier: Counter() for tier in counts}
    seconds = dict.fromkeys(counts, 0.0)
    for outcome, word in _OUTCOMES.items():
        for report in stats.get(outcome, ()):
            tier = tier_of(report)
            counts[tier][word] += 1
            seconds[tier] += getattr(report, "duration", 0.0)  # a module that was not collected has none
            if outcome == "skipped":
                reasons[tier][_reason(report)] += 1
    for tier, counted in counts.items():
        if counted:
            numbers = ", ".join(f"{counted[word]} {word}" for word in dict.fromkeys(_OUTCOMES.values()) if counted[word])
            yield f"{tier:<9} {numbers} ({seconds[tier]:.0f} s)"
            yield from (f"{'':<9} skipped: {reason} ({number})" for reason, number in sorted(reasons[tier].items()))


def tier_of(report: Any) -> str:
    """Return the tier of a report; a module which could not be collected has none, and counts as "unit"."""
    return str(dict(getattr(report, "user_properties", ())).get(_TIER, "unit"))


def _reason(report: Any) -> str:
    """Return the reason of a skip, in one line."""
    _file, _line, text = report.longrepr
    return " ".join(str(text).removeprefix("Skipped: ").split())
