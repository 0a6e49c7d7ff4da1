"""An Amazon EKS add-on, managed or looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cdktf_cdktf_provider_aws.data_aws_eks_addon import DataAwsEksAddon
from constructs import Construct

from constructs_lib.constructs.eks.addon_role import AddonRole
from constructs_lib.constructs.eks.cluster_protocol import Cluster
from constructs_lib.errors import RenderError
from constructs_lib.terraform.dependencies import Dependables

if TYPE_CHECKING:
    from constructs_lib.constructs.eks.service_account_role import ServiceAccountRole


class EksAddon(Construct):
    """An EKS add-on on a cluster with its role, or a check that it is installed.

    It doesn't overwrite what is already installed, unless ``take_over`` is set: EKS then fails to install the add-on, as
    docs/storage.md explains. Settings that someone changes later are reset when the add-on is updated. The role has its permissions
    before the add-on starts, and keeps them until the add-on is removed.
    Source: Amazon EKS API, ``CreateAddon``.

    Args:
        cluster: cluster of the add-on.
        name: name of the add-on, for example ``metrics-server``.
        version: ``default`` or ``latest``, both for the cluster's Kubernetes version, or an exact version. Default: ``default``.
        configuration: the add-on's configuration values, by its own schema. Default: none.
        role: the role of its service account. Default: none.
        preserve: keep the add-on on the cluster when the stack is destroyed. Default: it is removed.
        take_over: overwrite what was installed by other means than EKS add-ons. Default: it is not changed, and the
            deployment fails.
        existing: the add-on is already installed. It is looked up, so that a missing one fails at plan, and not managed; version
            and role have no effect. Default: it is installed.
        look_up: look up an existing one. False: it isn't an EKS add-on, and the caller asserts that it is installed.

    Raises:
        RenderError: ``existing`` together with ``configuration``, ``preserve`` or ``take_over``, which would have no effect.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: Cluster,
        name: str,
        version: str | None = None,
        configuration: Mapping[str, Any] | None = None,
        role: AddonRole | None = None,
        preserve: bool = False,
        take_over: bool = False,
        existing: bool = False,
        look_up: bool = True,
    ) -> None:
        super().__init__(scope, id)
        if existing and (configuration or preserve or take_over):
            message = f"add-on {name!r} exists and is not managed; remove configuration, preserve and take_over"
            raise RenderError(message, scope=self)

        #: The role of the add-on's service account; None if this stack creates none.
        self.role: ServiceAccountRole | None = None
        if existing:
            #: Wait for these before using what the add-on provides.
            self.ready: Dependables = [DataAwsEksAddon(self, "Existing", cluster_name=cluster.name, addon_name=name)] if look_up else []
            return

        from constructs_lib.constructs.eks.managed_addon import install

        addon, self.role = install(
            self,
            cluster=cluster,
            name=name,
            version=version,
            configuration=configuration,
            role=role,
            preserve=preserve,
            take_over=take_over,
        )
        self.ready = [addon]
