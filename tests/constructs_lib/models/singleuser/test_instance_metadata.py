"""Settings that keep servers from the nodes' credentials."""

from __future__ import annotations

import pytest

from constructs_lib.models.singleuser.instance_metadata import InstanceMetadata, InstanceMetadataProps


def test_iptables_is_the_default() -> None:
    """As the chart's own."""
    assert InstanceMetadataProps().instance_metadata is InstanceMetadata.IPTABLES


@pytest.mark.parametrize("value", ["Nodes", "NETWORK_POLICY", "iptables"])
def test_any_case(value: str) -> None:
    """In capitals or not."""
    assert value.lower() == InstanceMetadataProps.model_validate({"instance_metadata": value}).instance_metadata
