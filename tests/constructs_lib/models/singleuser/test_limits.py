"""Limits of a hub: values that the keys accept."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.singleuser.limits import LimitsConfig


def test_defaults() -> None:
    """The chart's own, except for failures, which depend on the profiles."""
    limits = LimitsConfig()

    assert (64, None, None) == (limits.concurrent_spawns, limits.active_servers, limits.consecutive_failures)


def test_zero() -> None:
    """No limit of concurrent starts, and no restart after failures."""
    assert (0, 0) == (LimitsConfig(concurrent_spawns=0).concurrent_spawns, LimitsConfig(consecutive_failures=0).consecutive_failures)


@pytest.mark.parametrize(
    "settings", [{"active_servers": 0}, {"concurrent_spawns": -1}, {"consecutive_failures": -1}, {"active_servers": 10**30}, {"active_servers": "9"}]
)  # fmt: skip
def test_what_is_refused(settings: dict[str, Any]) -> None:
    """Zero servers would be no limit to JupyterHub; numbers that large are floats to Helm."""
    with pytest.raises(ValidationError):
        LimitsConfig.model_validate(settings)
