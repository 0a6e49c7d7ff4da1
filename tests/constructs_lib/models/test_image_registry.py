"""The mirror of a hub, for the add-ons that come with it."""

from __future__ import annotations

from typing import Any

from constructs_lib import AddOn, AwsLoadBalancerControllerAddOn, EbsCsiDriverAddOn, JupyterHubAddOn
from constructs_lib.models.image_registry import with_image_registry

_MIRROR = "registry.example.org/mirror"


def _hub(**settings: Any) -> JupyterHubAddOn:
    return JupyterHubAddOn.model_validate(
        {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip", **settings}
    )


def _registries(*add_ons: AddOn) -> list[str | None]:
    return [getattr(add_on, "image_registry", None) for add_on in with_image_registry(add_ons)]


def test_controller_comes_from_the_first_mirror() -> None:
    """It is installed before the hubs that set it; no input is changed."""
    controller = AwsLoadBalancerControllerAddOn()
    hubs = _hub(), _hub(namespace="a", image_registry=_MIRROR), _hub(namespace="b", image_registry="other.example.org")

    assert [None, _MIRROR, None, _MIRROR, "other.example.org"] == _registries(EbsCsiDriverAddOn(), controller, *hubs)
    assert controller.image_registry is None


def test_settings_stay() -> None:
    """The controller's own mirror, a controller that is not managed, and hubs without a mirror."""
    own, existing = AwsLoadBalancerControllerAddOn(image_registry="own.example.org"), AwsLoadBalancerControllerAddOn(existing=True)

    assert ["own.example.org", _MIRROR] == _registries(own, _hub(image_registry=_MIRROR))
    assert [None, _MIRROR] == _registries(existing, _hub(image_registry=_MIRROR))
    assert [None, None] == _registries(AwsLoadBalancerControllerAddOn(), _hub())
