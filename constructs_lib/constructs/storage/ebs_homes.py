"""Homes on Amazon EBS: the storage class of the users' volumes."""

from __future__ import annotations

from collections.abc import Iterable

from constructs import Construct

from constructs_lib.constructs.storage.backend import HomeStorage, HubSite
from constructs_lib.constructs.storage.ebs_storage_class import EbsStorageClass
from constructs_lib.models.output import Output
from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.terraform.terraform_data import TerraformData


class EbsHomes(HomeStorage):
    """The storage class of the settings, unless they use a class of the cluster, and the backup of its volumes.

    The driver creates the volumes when the hub claims them.

    Args:
        config: the class, and the size of each volume.
        site: the hub.
    """

    def __init__(self, scope: Construct, id: str, *, config: EbsConfig, site: HubSite) -> None:
        super().__init__(scope, id)
        self._removal_policy = config.removal_policy

        if managed := config.managed_class:
            made = EbsStorageClass(self, "Ebs", config=managed, driver=site.driver, depends_on=site.driver_ready)
            self.storage_classes = {managed.name: made.ready}
        if config.removal_policy:
            # For tools that compare the state with a hub file that no longer has the hub.
            TerraformData(self, "RemovalPolicy", input={"policy": config.removal_policy.name})
        if "backup" in config.model_fields_set:
            self._back_up(config, site)

    def check_classes(self, hub: Construct, names: Iterable[str]) -> None:
        """Check the reclaim policy of each class against the removal policy; the names of the classes are the ids."""
        if self._removal_policy is None:
            return
        from constructs_lib.constructs.storage.storage_class_check import StorageClassCheck

        checks = Construct(hub, "ClassChecks")
        for name in names:
            StorageClassCheck(checks, f"Of-{name}", name=name, removal_policy=self._removal_policy)

    def _back_up(self, config: EbsConfig, site: HubSite) -> None:
        from constructs_lib.constructs.storage.ebs_backup import EbsBackup

        if config.backup:
            backup = EbsBackup(
                self,
                "Backup",
                name=site.unique_name,
                namespace=site.namespace.text,
                region=site.cluster.region,
                supports_forget=site.supports_forget,
            )
            self.retained = backup.retained
            self.outputs = {"backup_vault": Output(value=backup.vault_name, description="AWS Backup vault with the daily backups")}
        else:
            # AWS deletes no vault with backups, so the deployment would fail.
            self.removed = EbsBackup.addresses(self, "Backup")
