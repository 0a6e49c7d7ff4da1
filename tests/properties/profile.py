"""Settings of hypothesis: the same inputs at every run, no deadline on busy machines, nothing stored on disk."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

#: Without shrinking a failing input, which takes minutes if an input is a whole hub file.
PROFILE = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return inputs of a strategy, to be used together, such as in one app."""
    found: list[Any] = []

    @settings(PROFILE, max_examples=count)
    @given(strategy)
    def keep(value: Any) -> None:
        found.append(value)

    keep()
    return found
