"""The contract of an add-on: frozen settings with one method that deploys them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.models.add_on import AddOnProps

if TYPE_CHECKING:  # importing an add-on must not import CDKTF
    from constructs_lib.constructs.dependencies import Dependables


class Deployed(Protocol):
    """A construct as an add-on leaves it: with what later add-ons may wait for."""

    ready: Dependables


class AddOn(AddOnProps):
    """Settings that know how to deploy themselves onto a cluster."""

    def deploy(self, info: ClusterInfo) -> Deployed:
        """Put this add-on's constructs into the stack.

        Args:
            info: the cluster, named resources, and what earlier add-ons have published.
        """
        raise NotImplementedError
