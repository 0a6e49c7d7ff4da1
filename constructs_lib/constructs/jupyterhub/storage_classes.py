"""The storage classes that a hub uses, whether the stack creates them or the cluster has them."""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

from constructs_lib.checks.class_volumes import hub_volumes
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.terraform.dependencies import Dependables


def check_classes(scope: Construct, hub: JupyterHubAddOnProps, *, made: Mapping[str, Dependables]) -> None:
    """Check the classes that the stack doesn't create against the removal policy; their names are the ids.

    Args:
        scope: the hub.
        hub: its settings.
        made: classes that the stack creates, by name, with what to wait for.
    """
    config = hub.ebs_config
    if config is None or config.removal_policy is None:
        return
    from constructs_lib.constructs.storage.storage_class_check import StorageClassCheck

    checks = Construct(scope, "ClassChecks")
    for name in dict.fromkeys(volumes.storage_class for volumes in hub_volumes(hub)):
        if name and name not in made:
            StorageClassCheck(checks, f"Of-{name}", name=name, removal_policy=config.removal_policy)


def ready_classes(hub: JupyterHubAddOnProps, *, made: Mapping[str, Dependables]) -> Dependables:
    """Return what to wait for before using the hub's classes, if the stack creates them; the arguments are those of `check_classes`."""
    template = hub.homes.claim_template
    named = dict.fromkeys(name for name in (template and template.storage_class, hub.database.storage_class) if name)
    return [resource for name in named if name in made for resource in made[name]]
