"""The storage classes that a hub's dynamic volumes come from."""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

from constructs_lib.constructs.eks.csi_driver import CsiDriver
from constructs_lib.constructs.storage.ebs_storage_class import EbsStorageClass
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.terraform.dependencies import Dependables


class HubStorageClasses(Construct):
    """The class that the hub's settings make, and what to wait for where they name one that an earlier hub of the stack makes.

    Any other class has to be on the cluster; the summary of a synth names it.

    Args:
        hub: the hub's settings.
        ebs_driver: the EBS driver, for permissions on keys. None: this stack has none.
        driver_ready: the EBS driver.
        made_before: classes that earlier hubs of the stack make, by name.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        hub: JupyterHubAddOnProps,
        ebs_driver: CsiDriver | None,
        driver_ready: Dependables,
        made_before: Mapping[str, Dependables],
    ) -> None:
        super().__init__(scope, id)
        config = hub.ebs_config.managed_class if hub.ebs_config else None

        #: The classes made here, by name, each with what to wait for.
        self.made: Mapping[str, Dependables] = {}
        if config:
            # Auto Mode's driver is the cluster's, with the cluster's role.
            driver, ready = (None, []) if config.auto_mode else (ebs_driver, driver_ready)
            made = EbsStorageClass(self, "Ebs", config=config, driver=driver, depends_on=ready)
            self.made = {config.name: made.ready}

        known = {**made_before, **self.made}
        named = dict.fromkeys(name for name in (hub.ebs_config and hub.ebs_config.class_name, hub.database.storage_class) if name)
        #: Wait for these before a volume is asked for.
        self.ready: Dependables = [resource for name in named if name in known for resource in known[name]]
