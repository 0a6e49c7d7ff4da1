"""Number of named servers that a user may have."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.singleuser.named_servers import NamedServersConfig


def test_limit() -> None:
    """One or more."""
    assert 1 == NamedServersConfig(limit=1).limit


@pytest.mark.parametrize("limit", [0, -1, True, "3", None])
def test_invalid_limits(limit: object) -> None:
    """Zero would be no limit to the chart."""
    with pytest.raises(ValidationError):
        NamedServersConfig.model_validate({"limit": limit})


def test_limit_is_required() -> None:
    """Without one a user could fill the cluster."""
    with pytest.raises(ValidationError, match="required"):
        NamedServersConfig.model_validate({})
