"""Homes on an existing persistent volume claim: FSx for Lustre, NetApp ONTAP or any other ReadWriteMany storage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from constructs_lib.errors import Problem
from constructs_lib.models.kinds.kubernetes import DnsSubdomain
from constructs_lib.models.storage.home_storage import HomeStorageConfig
from constructs_lib.models.storage.hub_database import CHART_CLAIM


class ExistingClaimConfig(HomeStorageConfig):
    """An existing claim in the hub's namespace, with each user's home in ``home/{username}``."""

    KEY: ClassVar[str] = "existing_claim_config"

    pvc_name: DnsSubdomain
    """Name of the claim, with access mode ReadWriteMany, in the hub's namespace. It is neither created nor deleted."""

    @property
    def shared_claim(self) -> str:
        """The claim itself."""
        return self.pvc_name

    @property
    def made_claims(self) -> Sequence[str]:
        """None: someone else created the claim."""
        return ()


def _claim_is_not_the_charts(config: ExistingClaimConfig) -> Iterator[Problem]:
    if config.pvc_name == CHART_CLAIM:
        yield Problem(f"{CHART_CLAIM!r} is the chart's claim for the hub's database; use another claim", ("pvc_name",))


ExistingClaimConfig.RULES = (_claim_is_not_the_charts,)
