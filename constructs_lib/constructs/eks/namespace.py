"""The Kubernetes namespace of one hub."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf_cdktf_provider_kubernetes.namespace_v1 import NamespaceV1, NamespaceV1Metadata
from constructs import Construct

from constructs_lib.terraform.address import former_address
from constructs_lib.terraform.blocks import first_block, one_block
from constructs_lib.terraform.dependencies import Dependables, waits_for


class HubNamespace(Construct):
    """The namespace of a hub and of its users' servers and claims.

    Deleting it deletes the users' claims, so it is removed before the CSI driver that has to release their volumes.

    Args:
        name: name of the namespace.
        create: create it. False: it exists already, and nothing is done; one that an earlier deployment created is no longer managed.
        labels: its labels, if it is created; a change updates it in place. Default: none.
        depends_on: what must outlive the namespace. Default: nothing.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        create: bool,
        labels: Mapping[str, str] | None = None,
        depends_on: Dependables = (),
    ) -> None:
        super().__init__(scope, id)

        #: Wait for these before creating anything in the namespace.
        self.ready: Dependables = []
        #: Name of the namespace, as text known at synth.
        self.text = name
        #: Name of the namespace; a reference to the one created here, so that its users wait for it.
        self.name = name
        #: Addresses that Terraform forgets: no longer in the configuration, the namespace would be deleted with all claims in it.
        self.removed = [] if create else [former_address(self, "Resource", "kubernetes_namespace_v1")]
        if create:
            metadata = NamespaceV1Metadata(name=name, labels=dict(labels) if labels else None)
            namespace = NamespaceV1(self, "Resource", metadata=one_block(metadata), depends_on=waits_for(depends_on))
            self.ready = [namespace]
            self.name = first_block(namespace.metadata).name
