"""The storage classes that a hub uses, whether the stack creates them or the cluster has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs import Construct

from constructs_lib.checks.class_volumes import hub_volumes
from constructs_lib.constructs.storage.backend import HomeStorage
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.terraform.dependencies import Dependables


def check_classes(scope: Construct, hub: JupyterHubAddOnProps, *, homes: HomeStorage, made: Mapping[str, Dependables]) -> None:
    """Let the storage of the homes check the classes that the stack doesn't create.

    Args:
        scope: the hub.
        hub: its settings.
        homes: the storage of its homes.
        made: classes that the stack creates, by name, with what to wait for.
    """
    homes.check_classes(scope, [name for name in _named(hub) if name not in made])


def ready_classes(hub: JupyterHubAddOnProps, *, made: Mapping[str, Dependables]) -> Dependables:
    """Return what to wait for before using the hub's classes, if the stack creates them; the arguments are those of `check_classes`."""
    return [resource for name in _named(hub) if name in made for resource in made[name]]


def _named(hub: JupyterHubAddOnProps) -> Sequence[str]:
    """Return the names of the classes in the chart's final values, each once."""
    return [name for name in dict.fromkeys(volumes.storage_class for volumes in hub_volumes(hub)) if name]
