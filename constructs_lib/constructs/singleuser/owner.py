"""Removal of the users' servers with their hub."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_kubernetes.config_map_v1 import ConfigMapV1, ConfigMapV1Metadata
from constructs import Construct

from constructs_lib.chart_values.singleuser.owner import ServersOwner
from constructs_lib.terraform.address import address
from constructs_lib.terraform.dependencies import Dependables, waits_for
from constructs_lib.terraform.terraform_data import TerraformData


class UserServers(Construct):
    """A ConfigMap that owns the users' servers: when it is deleted, Kubernetes' garbage collector deletes them.

    The hub creates the servers, not the release, so uninstalling the release leaves them running, and a claim isn't deleted
    while a server mounts it. Source: Kubernetes, "Garbage Collection" and "Storage Object in Use Protection".

    Args:
        release: name of the hub's release, from which the ConfigMap's name is derived.
        namespace: the hub's namespace.
        claims: names of the claims that every server mounts. A change of the set stops the servers, because the deletion of a renamed
            or no longer shared claim would wait for them. Default: none; the hub creates the claims.
        depends_on: what the servers use; it is removed after them.
        end_with: addresses of attributes that stop the servers when they change. Default: none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        release: str,
        namespace: str,
        claims: Sequence[str] = (),
        depends_on: Dependables,
        end_with: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, id)
        # The whole resource is the trigger, not its attribute: its creation replaces nothing, so hubs without it keep their servers.
        mounted = TerraformData(self, "Mounted", input={"claims": ", ".join(sorted(claims))})
        owner = ConfigMapV1(
            self,
            "Resource",
            metadata=ConfigMapV1Metadata(name=f"{release}-user-servers", namespace=namespace),
            data={
                "purpose": "Owns the users' servers: deleting this ConfigMap ends them all.",
                "homes": "The state knows the names of the homes since the first deployment.",
            },
            # Changes of the data are ignored, so a ConfigMap from before the second entry can be recognized.
            lifecycle=TerraformResourceLifecycle(ignore_changes=["data"], replace_triggered_by=[address(mounted), *end_with]),
            depends_on=waits_for(depends_on),
        )

        metadata = owner.metadata
        #: The owner that the hub sets on each server.
        self.owner = ServersOwner(name=metadata.name, uid=metadata.uid)
        #: Expression that is true if the hub's first deployment remembered the names of the homes. It is known at plan.
        self.homes_known_since_first = f'try({address(owner)}.data["homes"], "") != ""'
        #: Wait for these before starting a server.
        self.ready: Dependables = [owner]
