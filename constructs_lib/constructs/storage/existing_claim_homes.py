"""Homes on an existing claim."""

from __future__ import annotations

from constructs import Construct

from constructs_lib.constructs.storage.backend import HomeStorage, HubSite
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from constructs_lib.terraform.change_guard import Remembered


class ExistingClaimHomes(HomeStorage):
    """Creates nothing: the claim and its volume are managed elsewhere, and must exist.

    Args:
        config: the claim.
        site: the hub.
    """

    def __init__(self, scope: Construct, id: str, *, config: ExistingClaimConfig, site: HubSite) -> None:
        super().__init__(scope, id)

        claim, namespace = config.pvc_name, site.namespace.text
        self.remembered = {
            "HomesClaim": Remembered(
                key="existing_claim_config.pvc_name",
                value=claim,
                effect="All users would find empty homes on another volume.",
                fix="copy the homes to the other volume",
            )
        }
        self.prerequisites = [
            Prerequisite(
                kind=PrerequisiteKind.PERSISTENT_VOLUME_CLAIM,
                name=claim,
                namespace=namespace,
                description=f"the claim {claim} (ReadWriteMany) in the namespace {namespace}; users' servers wait for it",
            )
        ]
