"""The image registry mirror of a hub, shared with the other add-ons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps

Props = TypeVar("Props", bound=AddOnProps)


def with_image_registry(add_ons: Sequence[Props]) -> list[Props]:
    """Set the mirror of the first hub that has one on a load balancer controller that has none.

    Args:
        add_ons: in the order of the array; the given list is not changed.
    """
    hubs = (add_on for add_on in add_ons if isinstance(add_on, JupyterHubAddOnProps))
    registry = next((hub.image_registry for hub in hubs if hub.image_registry), None)
    return [add_on.model_copy(update={"image_registry": registry}) if registry and _takes(add_on) else add_on for add_on in add_ons]


def _takes(add_on: AddOnProps) -> bool:
    return isinstance(add_on, AwsLoadBalancerControllerAddOnProps) and not add_on.existing and add_on.image_registry is None
