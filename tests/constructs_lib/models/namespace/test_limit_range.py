"""Default requests, as Kubernetes writes them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.namespace.limit_range import LimitRangeConfig


def test_default_request() -> None:
    """What is set, as text."""
    assert {"cpu": "1", "memory": "64Mi"} == LimitRangeConfig.model_validate({"default_request": {"cpu": 1, "memory": "64Mi"}}).request
    assert {} == LimitRangeConfig().request


@pytest.mark.parametrize("key", ["max", "default"])
def test_no_limits(key: str) -> None:
    """They would be limits of the hub's own pods too."""
    with pytest.raises(ValidationError, match="unknown key"):
        LimitRangeConfig.model_validate({key: {"memory": "1Gi"}})
