"""Homes on an existing claim."""

from __future__ import annotations

from constructs import Construct

from constructs_lib.constructs.storage.backend import HomeStorage, HubSite
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
        del site  # the final chart values decide which claim has to exist

        self.remembered = {
            "HomesClaim": Remembered(
                key="existing_claim_config.pvc_name",
                value=config.pvc_name,
                effect="All users would find empty homes on another volume.",
                fix="copy the homes to the other volume",
            )
        }
