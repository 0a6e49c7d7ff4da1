"""Hubs before and after an upgrade."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.rendered.values import HubReading
from jupyterhub_on_eks.upgrade.change import Change, Effect, Hub, Weight

EBS: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
CLAIM: dict[str, Any] = {"existing_claim_config": {"pvc_name": "homes"}, "hub_database": {"storage_class": "gp3"}}


def hub(old: str, new: str, keys: str = "", storage: dict[str, Any] | None = None) -> Hub:
    """Return a hub with some keys in two versions."""
    settings = {**(storage or EBS), "service_type": "cluster_ip", **(yaml.safe_load(keys) or {})}
    now = JupyterHubAddOn.model_validate({**settings, "version": old})
    return Hub(now=HubReading(now), then=HubReading(now.model_copy(update={"version": new})))


def effects_of(change: Change, old: str, new: str, keys: str = "", storage: dict[str, Any] | None = None) -> list[tuple[str, bool]]:
    """Return how a change affects a hub: key path, and whether the file has to change first."""
    return [(".".join(map(str, effect.path)), effect.weight is Weight.FIRST) for effect in change(hub(old, new, keys, storage))]


def text_of(effects: Iterable[Effect]) -> str:
    """Return the text of all effects."""
    return "\n".join(effect.message for effect in effects)
