"""Attributes of both kinds of load balancer, under the controller's names."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.exposure.load_balancer_attributes import common_attributes, string_map
from constructs_lib.models.exposure.load_balancer import LoadBalancerConfig

_OFF = {"deletion_protection.enabled": "false", "access_logs.s3.enabled": "false"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, _OFF),
        ({"deletion_protection": True}, {**_OFF, "deletion_protection.enabled": "true"}),
        ({"access_logs": {"bucket": "logs"}}, {**_OFF, "access_logs.s3.enabled": "true", "access_logs.s3.bucket": "logs"}),
        (
            {"access_logs": {"bucket": "logs", "prefix": "hubs/one"}},
            {**_OFF, "access_logs.s3.enabled": "true", "access_logs.s3.bucket": "logs", "access_logs.s3.prefix": "hubs/one"},
        ),
    ],
    ids=["defaults", "protected", "logs", "logs in a folder"],
)
def test_attributes(settings: dict[str, Any], expected: dict[str, str]) -> None:
    """What is off is written as well, since the controller leaves an attribute that nobody sets as it was."""
    assert expected == common_attributes(LoadBalancerConfig.model_validate(settings))


def test_attributes_as_one_text() -> None:
    """In their order, joined by commas, which no value may contain; an empty text if there are none."""
    assert "idle_timeout.timeout_seconds=60,deletion_protection.enabled=false" == string_map(
        {"idle_timeout.timeout_seconds": "60", "deletion_protection.enabled": "false"}
    )
    assert "" == string_map({})
