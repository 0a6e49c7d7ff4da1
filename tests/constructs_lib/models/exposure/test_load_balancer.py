"""Kinds of load balancer and their options, at the edges of what is allowed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.exposure.load_balancer import (
    AccessLogsConfig,
    AnyCaseServiceType,
    JupyterHubServiceType,
    LetsEncryptConfig,
    LoadBalancerConfig,
)


def test_defaults() -> None:
    """TLS 1.2 or newer, an hour of silence, no logs, nothing protected."""
    options = LoadBalancerConfig()

    assert ("ELBSecurityPolicy-TLS13-1-2-2021-06", 3600, None, False) == (
        options.ssl_policy, options.idle_timeout, options.access_logs, options.deletion_protection
    )  # fmt: skip


@pytest.mark.parametrize("word", ["alb", "ALB", "Alb"])
def test_service_type_in_any_case(word: str) -> None:
    """EKS Blueprints' users may have capitals."""
    assert JupyterHubServiceType.ALB is TypeAdapter(AnyCaseServiceType).validate_python(word)


@pytest.mark.parametrize("seconds", [60, 4000])
def test_idle_timeout_at_its_limits(seconds: int) -> None:
    """Both ends are allowed."""
    assert seconds == LoadBalancerConfig(idle_timeout=seconds).idle_timeout


@pytest.mark.parametrize(
    ("model", "settings"),
    [
        (LoadBalancerConfig, {"idle_timeout": 59}),
        (LoadBalancerConfig, {"idle_timeout": 4001}),
        (LoadBalancerConfig, {"ssl_policy": "TLS13"}),
        (AccessLogsConfig, {"bucket": "s3://logs"}),
        (AccessLogsConfig, {"bucket": "logs", "prefix": "/hub"}),
        (LetsEncryptConfig, {"contact_email": "admin"}),
        (LetsEncryptConfig, {}),
    ],
)
def test_wrong_options(model: type[Any], settings: dict[str, Any]) -> None:
    """AWS would refuse them in mid-apply."""
    with pytest.raises(ValidationError):
        model.model_validate(settings)
