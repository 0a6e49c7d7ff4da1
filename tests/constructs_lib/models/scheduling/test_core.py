"""Resources of the hub's own pods."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.scheduling.core import DEFAULT_REQUESTS, CoreConfig, pod_resources

MI = 2**20


def _resources(component: str, resources: dict[str, Any]) -> dict[str, Any]:
    return pod_resources(CoreConfig.model_validate({"resources": resources}).amounts(component))


def test_defaults() -> None:
    """Requests, no limits."""
    found = {component: _resources(component, {}) for component in DEFAULT_REQUESTS}

    assert {"requests": {"cpu": 0.1, "memory": 512 * MI}} == found["hub"]
    assert {"requests": {"cpu": 0.05, "memory": 128 * MI}} == found["proxy"] == found["scheduler"]


def test_one_component_wins_over_all() -> None:
    """Key by key; a single quantity is both guarantee and limit."""
    settings = {"cpu": {"guarantee": "200m"}, "memory": {"limit": "2Gi"}, "hub": {"memory": "1Gi"}}

    assert {"requests": {"cpu": 0.2, "memory": 1024 * MI}, "limits": {"memory": 1024 * MI}} == _resources("hub", settings)
    assert {"requests": {"cpu": 0.2, "memory": 128 * MI}, "limits": {"memory": 2048 * MI}} == _resources("proxy", settings)


def test_default_is_never_more_than_the_limit() -> None:
    """Kubernetes refuses such a pod."""
    assert {"requests": {"cpu": 0.05, "memory": 100 * MI}, "limits": {"memory": 100 * MI}} == _resources(
        "proxy", {"memory": {"limit": "100Mi"}}
    )


@pytest.mark.parametrize("key", ["guarantee", "limit"])
def test_null_removes_what_all_have(key: str) -> None:
    """A guarantee or a limit."""
    settings = {"memory": {"guarantee": "1Gi", "limit": "2Gi"}, "scheduler": {"memory": {key: None}}}
    side = {"guarantee": "requests", "limit": "limits"}[key]

    assert "memory" not in _resources("scheduler", settings).get(side, {})
    assert "memory" in _resources("proxy", settings)[side]


def test_levels_contradict() -> None:
    """Settings for all and for one are compared, and reported once."""
    with pytest.raises(ValidationError) as error:
        CoreConfig.model_validate({"resources": {"memory": {"limit": "1Gi"}, "hub": {"memory": {"guarantee": "2Gi"}}}})

    assert [("resources", "hub", "memory")] == [line["loc"] for line in error.value.errors()]
    assert "the hub's guarantee '2Gi' exceeds its limit '1Gi'" in str(error.value)
