"""Resources of a server without a profile."""

from __future__ import annotations

from types import SimpleNamespace

from constructs_lib.models.scheduling.resources import Resources
from constructs_lib.models.singleuser.server_amounts import server_amounts


def test_the_hubs_own_resources() -> None:
    """Or the defaults of a server."""
    amounts = server_amounts(SimpleNamespace(resources=Resources.model_validate({"memory": "4Gi", "gpus": 1})))

    assert ((4 * 2**30, 4 * 2**30), {"nvidia.com/gpu": 1}) == (amounts.memory_numbers, amounts.devices)
    assert (2**30, None) == server_amounts(SimpleNamespace(resources=None)).memory_numbers
