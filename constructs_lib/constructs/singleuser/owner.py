"""What ends the users' servers when a hub goes."""

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
    """A ConfigMap that owns the users' servers: when it goes, Kubernetes' garbage collector ends them.

    The servers are made by the hub, not by the release, so uninstalling the release leaves them running, and a claim isn't deleted
    while a server mounts it. Source: Kubernetes, "Garbage Collection" and "Storage Object in Use Protection".

    Args:
        release: name of the hub's release, from which the ConfigMap's name derives.
        namespace: the hub's namespace.
        claims: names of the claims that every server mounts. With another set of them the servers end, since one that is renamed
            or no longer shared would wait to be deleted until they do. Default: none; the hub claims the homes.
        depends_on: what the servers use; it goes after them.
        end_with: addresses of attributes with whose change the servers have to end. Default: none.
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
        # The whole resource is the trigger, not its attribute: its creation replaces nothing, so hubs that have none yet keep their servers.
        mounted = TerraformData(self, "Mounted", input={"claims": ", ".join(sorted(claims))})
        owner = ConfigMapV1(
            self,
            "Resource",
            metadata=ConfigMapV1Metadata(name=f"{release}-user-servers", namespace=namespace),
            data={
                "purpose": "Owns the users' servers: deleting this ConfigMap ends them all.",
                "homes": "The state knows the names of the homes since the first deployment.",
            },
            # Changes of the data are ignored, so that a ConfigMap from before the second entry shows it.
            lifecycle=TerraformResourceLifecycle(ignore_changes=["data"], replace_triggered_by=[address(mounted), *end_with]),
            depends_on=waits_for(depends_on),
        )

        metadata = owner.metadata
        #: The owner that the hub writes on each server.
        self.owner = ServersOwner(name=metadata.name, uid=metadata.uid)
        #: Expression that is true where the hub's first deployment remembered the names of the homes. It is known at plan.
        self.homes_known_since_first = f'try({address(owner)}.data["homes"], "") != ""'
        #: Wait for these before a server is started.
        self.ready: Dependables = [owner]
