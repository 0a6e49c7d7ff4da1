"""The list of all add-ons. The hub file's keys, its reference, the public names and the messages about order are derived from it."""

from __future__ import annotations

from constructs_lib.add_ons.contract import AddOn
from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.add_ons.load_balancer_controller import AwsLoadBalancerControllerAddOn

#: `constructs_lib` exports these.
__all__ = ["AwsLoadBalancerControllerAddOn", "EbsCsiDriverAddOn", "EfsCsiDriverAddOn", "JupyterHubAddOn", "register"]

#: The add-ons of this library, in the order of the reference.
ADD_ONS: tuple[type[AddOn], ...] = (EbsCsiDriverAddOn, EfsCsiDriverAddOn, AwsLoadBalancerControllerAddOn, JupyterHubAddOn)

_registered: dict[str, type[AddOn]] = {add_on.KEY: add_on for add_on in ADD_ONS}


def register(add_on: type[AddOn]) -> type[AddOn]:
    """Register your own add-on, so that hub files can use it by its ``KEY``. Usable as a class decorator.

    Args:
        add_on: the class. The first sentence of its docstring is its description in the reference.

    Returns:
        The class itself.

    Raises:
        ValueError: another class has the key.
    """
    other = _registered.setdefault(add_on.KEY, add_on)
    if other is not add_on:
        raise ValueError(f"KEY {add_on.KEY!r} of {add_on.__name__} is the key of {other.__name__}; choose another key")
    return add_on


def add_ons_by_key() -> dict[str, type[AddOn]]:
    """Return every registered add-on by its key: those of this library first, then others in the order of registration."""
    return dict(_registered)
