"""Pre-pulling: two switches, each of which may be left to the profiles."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.singleuser.pre_pull import PrePullConfig


def test_nothing_is_set_by_default() -> None:
    """Then the profiles decide."""
    assert (None, None) == (PrePullConfig().before_upgrade, PrePullConfig().continuous)


@pytest.mark.parametrize("key", ["before_upgrade", "continuous"])
def test_switches(key: str) -> None:
    """Each is true or false."""
    assert getattr(PrePullConfig.model_validate({key: False}), key) is False
    with pytest.raises(ValidationError):
        PrePullConfig.model_validate({key: "no"})
