"""The path that a load balancer asks."""

from __future__ import annotations

import pytest

from constructs_lib.chart_values.exposure.health_check import health_path
from constructs_lib.models.exposure.settings import ExposureProps


@pytest.mark.parametrize(("base_url", "expected"), [(None, "/hub/health"), ("/", "/hub/health"), ("/lab/", "/lab/hub/health")])
def test_path_is_below_the_base_url(base_url: str | None, expected: str) -> None:
    """The hub moves with ``hub.baseUrl``, and its health page with it."""
    values = {"hub": {"baseUrl": base_url}} if base_url else {}

    assert expected == health_path(ExposureProps.model_validate({"values": values}))
