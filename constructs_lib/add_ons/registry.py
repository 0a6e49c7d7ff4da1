"""The list of all add-ons. The hub file's keys, its reference, the public names and the messages about order are derived from it."""

from __future__ import annotations

import re

from constructs_lib.add_ons.contract import AddOn
from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.add_ons.load_balancer_controller import AwsLoadBalancerControllerAddOn
from constructs_lib.models.base import Model

#: `constructs_lib` exports these.
__all__ = ["AwsLoadBalancerControllerAddOn", "EbsCsiDriverAddOn", "EfsCsiDriverAddOn", "JupyterHubAddOn", "register"]

#: The add-ons of this library, in the order of the reference.
ADD_ONS: tuple[type[AddOn], ...] = (EbsCsiDriverAddOn, EfsCsiDriverAddOn, AwsLoadBalancerControllerAddOn, JupyterHubAddOn)

#: Names that `AddOnEntry`, the model of an entry of a hub file, has in addition to those of all models.
ENTRY_NAMES = frozenset({"add_ons"})

_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

_registered: dict[str, type[AddOn]] = {add_on.KEY: add_on for add_on in ADD_ONS}


def register(add_on: type[AddOn]) -> type[AddOn]:
    """Register your own add-on, so that hub files can use it by its ``KEY``. Usable as a class decorator.

    Args:
        add_on: the class. The first sentence of its docstring is its description in the reference.

    Returns:
        The class itself.

    Raises:
        ValueError: the class has no key, hub files can't have it, or another class has it.
    """
    _check_key(add_on)
    other = _registered.setdefault(add_on.KEY, add_on)
    if other is not add_on:
        raise ValueError(f"KEY {add_on.KEY!r} of {add_on.__name__} is the key of {other.__name__}; choose another key")
    return add_on


def _check_key(add_on: type[AddOn]) -> None:
    key = getattr(add_on, "KEY", None)
    if not isinstance(key, str) or not _SNAKE_CASE.fullmatch(key):
        has = "no KEY" if key is None else f"the KEY {key!r}"
        raise ValueError(f'{add_on.__name__} has {has}; set one in snake_case, for example KEY: ClassVar[str] = "monitoring"')
    if hasattr(Model, key) or key in ENTRY_NAMES:
        raise ValueError(f"KEY {key!r} of {add_on.__name__} is a name that entries of hub files use themselves; choose another key")


def add_ons_by_key() -> dict[str, type[AddOn]]:
    """Return every registered add-on by its key: those of this library first, then others in the order of registration."""
    return dict(_registered)
