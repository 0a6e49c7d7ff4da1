"""Culling of idle servers and kernels: values that the keys accept, and chart versions that support them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.singleuser.culling import CullingConfig, KernelCullingConfig


def test_defaults() -> None:
    """Servers are stopped after an hour, checked every ten minutes; kernels keep running."""
    culling = CullingConfig()

    assert (True, 3600, 600, 0, 10) == (culling.enabled, culling.timeout, culling.every, culling.max_age, culling.concurrency)
    assert (False, False, True) == (culling.remove_named_servers, culling.users, culling.admin_users)
    assert culling.kernels is None


def test_kernels_have_defaults() -> None:
    """An empty mapping turns it on: also for kernels with an open browser tab, not for those that compute."""
    kernels = CullingConfig.model_validate({"kernels": {}}).kernels

    assert KernelCullingConfig(timeout=3600, every=300, connected=True, busy=False) == kernels


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"timeout": 0}, "0 does not mean never: the culler then uses 600 s; set enabled: false"),
        ({"kernels": {"timeout": 0}}, "0 means never in Jupyter Server; remove kernels instead"),
        ({"every": 0}, "0 is out of range; use 1 or more"),
        ({"kernels": {"every": 0}}, "0 is out of range; use 1 or more"),
        ({"timeout": -1}, "-1 is out of range"),
        ({"timeout": True}, "true is not a whole number"),
        ({"timeout": "3600"}, "'3600' is not a whole number"),
        ({"timeout": 31_536_001}, "use 31536000 or less"),
        ({"max_age": -1}, "use 0 or more"),
        ({"max_age": 10**30}, "use 31536000 or less"),
        ({"concurrency": 0}, "use 1 or more"),
        ({"enabled": "yes"}, "not true or false"),
    ],
)
def test_what_is_refused(settings: dict[str, Any], message: str) -> None:
    """Zero for never, and values with which the culler does not start."""
    with pytest.raises(ValidationError, match=message.replace("(", r"\(")):
        CullingConfig.model_validate(settings)


@pytest.mark.parametrize("value", [True, False])
def test_administrators_on_1x(value: bool) -> None:  # noqa: FBT001  # the value is the point
    """The chart's schema refuses the key there, with any value; later versions have it."""
    culling = CullingConfig(admin_users=value)

    (problem,) = culling.problems(ChartVersion.of("1.2.0"))

    assert ("culling", "admin_users") == problem.path
    assert problem.message.startswith("chart 1.2.0 does not support admin_users; use chart 2.0.0 or later")
    assert [] == list(culling.problems(ChartVersion.of("2.0.0")))
    assert [] == list(CullingConfig().problems(ChartVersion.of("1.2.0")))
