"""Taints that servers tolerate."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.scheduling.toleration import Toleration, tolerates


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        ({"key": "a"}, {"key": "a", "operator": "Exists"}),
        ({"key": "a", "value": "b", "effect": "noschedule"}, {"key": "a", "operator": "Equal", "value": "b", "effect": "NoSchedule"}),
        ({"operator": "exists"}, {"operator": "Exists"}),
        (
            {"key": "a", "effect": "NoExecute", "toleration_seconds": 0},
            {"key": "a", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 0},
        ),
        ({"key": "a", "operator": "Equal", "value": ""}, {"key": "a", "operator": "Equal", "value": ""}),
    ],
)
def test_entries(given: dict[str, Any], entry: dict[str, Any]) -> None:
    """In Kubernetes' spelling, with only what was set."""
    assert entry == Toleration.model_validate(given).entry


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"key": "a", "operator": "Exists", "value": "b"}, "has no effect with operator: Exists"),
        ({"value": "b"}, "is required but missing"),
        ({"operator": "Equal"}, "is required but missing"),
        ({"key": "a", "effect": "NoSchedule", "toleration_seconds": 5}, "requires effect: NoExecute"),
        ({"key": "a", "toleration_seconds": 5}, "requires effect: NoExecute"),
        ({"key": "a b"}, "is not the key of a label"),
        ({"key": "a", "value": "-b"}, "is not the value of a label"),
    ],
)
def test_what_kubernetes_refuses(given: dict[str, Any], message: str) -> None:
    """It would refuse each pod."""
    with pytest.raises(ValidationError, match=message):
        Toleration.model_validate(given)


def test_taint_of_a_device() -> None:
    """With any value."""
    assert {"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"} == tolerates("nvidia.com/gpu")
