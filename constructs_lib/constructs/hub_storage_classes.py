"""The storage classes that a hub's dynamic volumes come from."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf import TerraformStack
from cdktf_cdktf_provider_kubernetes.data_kubernetes_resources import DataKubernetesResources
from constructs import Construct

from constructs_lib.constructs.dependencies import Dependables
from constructs_lib.constructs.ebs_storage_class import EbsStorageClass
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


class HubStorageClasses(Construct):
    """The class that the hub's settings make, and a look at those that they only name.

    Claims on a class that isn't there stay Pending until Helm's time is over. So a class that nobody in the stack makes is looked up
    by a ``check`` block: the plan warns of a missing one, and goes on, since something else may bring it in time.

    Args:
        hub: the hub's settings.
        driver_role: name of the EBS driver's role. None: this stack makes none.
        driver_ready: the EBS driver.
        made_before: classes that earlier hubs of the stack make, by name.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        hub: JupyterHubAddOnProps,
        driver_role: str | None,
        driver_ready: Dependables,
        made_before: Mapping[str, Dependables],
    ) -> None:
        super().__init__(scope, id)
        config = hub.ebs_config.made_class if hub.ebs_config else None

        #: The classes made here, by name, each with what to wait for.
        self.made: Mapping[str, Dependables] = {}
        if config:
            # Auto Mode's driver is the cluster's, with the cluster's role.
            role, ready = (None, []) if config.auto_mode else (driver_role, driver_ready)
            made = EbsStorageClass(self, "Ebs", config=config, driver_role=role, depends_on=ready)
            self.made = {config.name: made.available}

        known = {**made_before, **self.made}
        named = dict.fromkeys(name for name in (hub.ebs_config and hub.ebs_config.class_name, hub.database.storage_class) if name)
        for name in named:
            if name not in known:
                self._look_for(name)
        #: Wait for these before a volume is asked for.
        self.available: Dependables = [resource for name in named if name in known for resource in known[name]]

    def _look_for(self, name: str) -> None:
        """Look for a class, and let a ``check`` block, for which CDKTF has no word, warn where there is none.

        The look is not scoped to the block: one that is would be planned anew each time, and no plan would ever be empty.
        """
        found = DataKubernetesResources(
            self, f"Named-{name}", api_version="storage.k8s.io/v1", kind="StorageClass", field_selector=f"metadata.name={name}"
        )
        message = f"The cluster has no storage class {name}: claims on it stay Pending. Make it, or let ebs_config.storage_class make one."
        condition = f"${{length(data.{found.terraform_resource_type}.{found.friendly_unique_id}.objects) > 0}}"
        TerraformStack.of(self).add_override(
            f"check.{found.friendly_unique_id}", {"assert": [{"condition": condition, "error_message": message}]}
        )
