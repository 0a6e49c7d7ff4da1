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

    Deleting it deletes the users' claims, so it goes before the CSI driver that has to release their volumes.

    Args:
        name: name of the namespace.
        create: make it. False: it is there already, and nothing is done. One that an earlier deployment made is left alone from then on.
        labels: labels of one that is made; a change of them changes it in place. Default: none.
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

        #: Wait for these before anything is put into the namespace.
        self.ready: Dependables = []
        #: Name of the namespace, as text known at synth.
        self.text = name
        #: Name of the namespace; a reference to the one made here, so that what uses it waits for it.
        self.name = name
        #: Addresses that Terraform forgets: written down no longer, the namespace would be deleted with all claims in it.
        self.removed = [] if create else [former_address(self, "Resource", "kubernetes_namespace_v1")]
        if create:
            metadata = NamespaceV1Metadata(name=name, labels=dict(labels) if labels else None)
            namespace = NamespaceV1(self, "Resource", metadata=one_block(metadata), depends_on=waits_for(depends_on))
            self.ready = [namespace]
            self.name = first_block(namespace.metadata).name
