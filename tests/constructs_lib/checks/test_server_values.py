"""Settings of all servers, in keys and in values."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.server_values import server_values
from constructs_lib.errors import key_path
from tests.constructs_lib.rendered.test_values import reading


def _found(values: dict[str, Any], **settings: Any) -> list[tuple[str, bool]]:
    return [(key_path(each.path), each.only_warns) for each in server_values(reading(**settings, values=values))]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"singleuser": {"memory": {"limit": "8G"}}}, "values.singleuser.memory.limit"),
        ({"hub": {"config": {"KubeSpawner": {"mem_limit": "8G"}}}}, "values.hub.config.KubeSpawner.mem_limit"),
    ],
)
def test_overridden(values: dict[str, Any], where: str) -> None:
    """Values win, with a warning that names the key; if the key is not set, nothing is reported."""
    assert [(where, True)] == _found(values, resources={"memory": {"limit": "4Gi"}})
    assert [] == _found(values)


def test_guarantee_above_the_limit() -> None:
    """Kubernetes would refuse it, the chart's own guarantee included; 1G is 2^30 bytes to KubeSpawner."""
    assert [("values.singleuser.memory.limit", False)] == _found({"singleuser": {"memory": {"limit": "512M"}}})
    assert [] == _found({"singleuser": {"memory": {"limit": "1G"}}})
    assert ("values.singleuser.cpu.guarantee", False) in _found({"singleuser": {"cpu": {"guarantee": 3}}}, resources={"cpu": {"limit": 2}})
