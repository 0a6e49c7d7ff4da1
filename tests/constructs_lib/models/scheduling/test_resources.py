"""Guarantees and limits of a server, from one level and from several."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.scheduling.resources import (
    GPU,
    Amount,
    Resources,
    ServerResources,
    asks_for_devices,
    resources_of,
    too_much_guaranteed,
)

_GI = 2**30


def _of(*levels: dict[str, Any] | None) -> ServerResources:
    return resources_of([None if level is None else Resources.model_validate(level) for level in levels])


def test_defaults() -> None:
    """1Gi of memory is guaranteed, and nothing else."""
    nothing = _of(None, {})

    assert ((None, None), (_GI, None), {}, {}) == (
        nothing.cpu_numbers,
        nothing.memory_numbers,
        nothing.extra_guarantees,
        nothing.extra_limits,
    )


def test_one_quantity_is_both() -> None:
    """Both guarantee and limit."""
    both = _of({"cpu": 2, "memory": "4Gi", "ephemeral_storage": "5Gi"})

    assert ((2, 2), (4 * _GI, 4 * _GI)) == (both.cpu_numbers, both.memory_numbers)
    assert {"ephemeral-storage": 5 * _GI} == both.extra_guarantees == both.extra_limits


@pytest.mark.parametrize(("limit", "guarantee"), [("2", 0.05), ("20m", 0.02)])
def test_cpu_limit_alone_does_not_reserve_all_of_it(limit: str, guarantee: float) -> None:
    """Kubernetes would copy the limit to the request."""
    assert guarantee == _of({"cpu": {"limit": limit}}).cpu_numbers[0]


@pytest.mark.parametrize(("limit", "guarantee"), [("4Gi", _GI), ("512Mi", _GI // 2)])
def test_memory_limit_alone(limit: str, guarantee: int) -> None:
    """The default guarantee never exceeds it: Kubernetes would refuse the pod."""
    assert guarantee == _of({"memory": {"limit": limit}}).memory_numbers[0]


def test_innermost_wins_key_by_key() -> None:
    """Null removes a limit; what is not set stays."""
    inner = _of({"memory": {"guarantee": "1Gi", "limit": "4Gi"}, "cpu": 1}, None, {"memory": {"limit": None}, "cpu": {"limit": 2}})

    assert Amount("1Gi", None, 0, 2) == inner.memory
    assert Amount(1, 2, 0, 2) == inner.cpu
    assert (_GI, None) == inner.memory_numbers


def test_devices_of_all_levels() -> None:
    """GPUs are an extended resource among the others, and 0 removes them."""
    found = _of({"gpus": 1, "extended": {"vpc.amazonaws.com/efa": 1}}, {"gpus": 0, "extended": {"aws.amazon.com/neuron": 2}})

    assert {GPU: 0, "vpc.amazonaws.com/efa": 1, "aws.amazon.com/neuron": 2} == found.extended
    assert {"vpc.amazonaws.com/efa": 1, "aws.amazon.com/neuron": 2} == found.devices == found.extra_limits


@pytest.mark.parametrize(
    ("given", "expected"), [(None, False), ({}, False), ({"gpus": 0}, False), ({"gpus": 1}, True), ({"extended": {"a.b/c": 1}}, True)]
)
def test_requests_devices(given: dict[str, Any] | None, *, expected: bool) -> None:
    """Such servers need nodes that may have to start first."""
    assert expected == asks_for_devices(None if given is None else Resources.model_validate(given))


def test_guarantee_above_the_limit_of_another_level() -> None:
    """Each level alone is valid; together Kubernetes would refuse the pod."""
    assert [("memory", Amount("8Gi", "4Gi", 1, 0))] == list(
        too_much_guaranteed(_of({"memory": {"limit": "4Gi"}}, {"memory": {"guarantee": "8Gi"}}))
    )
    assert [] == list(too_much_guaranteed(_of({"memory": {"limit": "4Gi"}}, {"memory": {"guarantee": "8Gi", "limit": None}})))


@pytest.mark.parametrize(
    "given",
    [
        {"memory": {"guarantee": "8Gi", "limit": "4Gi"}},
        {"cpu": {"guarantee": 1, "limit": "500m"}},
        {"ephemeral_storage": {"guarantee": "2G", "limit": "1Gi"}},
    ],
)
def test_guarantee_above_the_limit(given: dict[str, Any]) -> None:
    """In one level it is refused at once, in any units."""
    with pytest.raises(ValidationError, match="exceeds the limit"):
        Resources.model_validate(given)


def test_gpus_are_set_once() -> None:
    """Two numbers could differ."""
    with pytest.raises(ValidationError, match="is already set by gpus"):
        Resources.model_validate({"gpus": 1, "extended": {GPU: 1}})
