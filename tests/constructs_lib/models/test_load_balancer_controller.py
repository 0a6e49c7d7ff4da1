"""Settings of the AWS Load Balancer Controller. The words of the refusals are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.eks.identity import Identity
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps


def test_defaults() -> None:
    """Installed, with a role by Pod Identity."""
    props = AwsLoadBalancerControllerAddOnProps()

    assert (False, "3.5.0", Identity.POD_IDENTITY, {}) == (props.existing, props.version, props.identity, props.values)


@pytest.mark.parametrize("version", ["1.13.0", "3.5.0"])
def test_supported_charts(version: str) -> None:
    """Versions 1.x and 3.x of the chart."""
    assert version == AwsLoadBalancerControllerAddOnProps(version=version).version


def test_own_service_account_needs_the_nodes_role() -> None:
    """The role that is made is for one service account."""
    values: dict[str, Any] = {"serviceAccount": {"name": "mine"}}

    assert values == AwsLoadBalancerControllerAddOnProps(identity=Identity.NODE_ROLE, values=values).values
    with pytest.raises(ValidationError, match="'mine' isn't the service account that the role is for"):
        AwsLoadBalancerControllerAddOnProps(values=values)


@pytest.mark.parametrize("settings", [{"version": "2.0.0"}, {"existing": True, "version": "3.5.0"}, {"identity": "role"}])
def test_wrong_settings(settings: dict[str, Any]) -> None:
    """Another chart, settings of what is not managed, and an unknown identity."""
    with pytest.raises(ValidationError):
        AwsLoadBalancerControllerAddOnProps.model_validate(settings)
