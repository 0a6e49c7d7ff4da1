"""EBS backups without volumes, or with volumes that can't be found by their tag."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.checks.class_volumes import hub_volumes
from constructs_lib.errors import Problem
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def ebs_backup_problems(add_ons: AddOns) -> Iterator[Problem]:
    """Find backups without volumes, and a driver that doesn't set the tags by which backups find volumes.

    The driver tags a volume with the namespace of its claim if its provisioner has ``--extra-create-metadata``, which the driver's Helm
    chart sets through ``controller.extraCreateMetadata``, true by default. Source: aws-ebs-csi-driver, ``pkg/driver/constants.go`` and the
    chart's ``values.yaml``.
    """
    untagged: tuple[str | int, ...] | None = None
    for position, add_on in enumerate(add_ons):
        path = add_on_path(position, add_ons)
        if isinstance(add_on, EbsCsiDriverAddOnProps):
            controller = add_on.configuration.get("controller")
            if isinstance(controller, dict) and controller.get("extraCreateMetadata") is False:
                untagged = (*path, "configuration", "controller", "extraCreateMetadata")
        if not isinstance(add_on, JupyterHubAddOnProps) or not (add_on.ebs_config and add_on.ebs_config.backup):
            continue
        if untagged:
            yield Problem("false leaves volumes without the tags that ebs_config.backup finds them by; remove it", untagged)
            untagged = None
        if len(add_on.given_storages) == 1 and not hub_volumes(add_on):
            yield Problem(
                "has no effect: the values of this hub use no volume from a storage class; remove it", (*path, "ebs_config", "backup")
            )
