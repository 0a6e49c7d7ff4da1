"""Path of a load balancer's health check."""

from __future__ import annotations

import pytest

from constructs_lib.chart_values.exposure.health_check import health_path
from constructs_lib.models.exposure.settings import ExposureProps


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "/hub/health"),
        ({"hub": {"baseUrl": "/"}}, "/hub/health"),
        ({"hub": {"baseUrl": "/teaching"}}, "/teaching/hub/health"),
        ({"hub": {"baseUrl": "/teaching/2026/"}}, "/teaching/2026/hub/health"),
        ({"hub": {"baseUrl": None}}, "/hub/health"),
        ({"hub": "no mapping"}, "/hub/health"),
    ],
)
def test_path_follows_the_hub(values: dict[str, object], expected: str) -> None:
    """Below the hub's base URL, with one slash between the two; never the root, which returns 302."""
    assert expected == health_path(ExposureProps.model_validate({"values": values}))
