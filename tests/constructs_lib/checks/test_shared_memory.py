"""Shared memory compared with the memory of a server."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.shared_memory import oversized_shared_memory
from tests.constructs_lib.rendered.test_values import reading


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        ({"shared_memory": "2Gi", "resources": {"memory": {"limit": "1Gi"}}}, True),
        ({"shared_memory": "1Gi", "resources": {"memory": {"limit": "1Gi"}}}, False),
        ({"shared_memory": "2Gi"}, False),
        ({"shared_memory": True, "resources": {"memory": {"limit": "1Gi"}}}, False),
        ({"shared_memory": "8Gi", "profiles": ["cpu-small"]}, True),
        ({"shared_memory": "2Gi", "values": {"singleuser": {"memory": {"limit": "1G"}}}}, True),
    ],
)
def test_size_beside_the_limit(settings: dict[str, Any], warned: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """More than the limit is a warning at the key; a volume without a size is bounded by the limit."""
    assert ([(("shared_memory",), True)] if warned else []) == [
        (finding.path, finding.only_warns) for finding in oversized_shared_memory(reading(**settings))
    ]
