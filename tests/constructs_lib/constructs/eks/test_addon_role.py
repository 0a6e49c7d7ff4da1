"""The role of an add-on, as data."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from constructs_lib.constructs.eks.addon_role import AddonRole
from constructs_lib.models.eks.identity import Identity, ServiceAccount


def test_roles_are_values() -> None:
    """Two roles with the same properties are equal, and none can be changed after it was passed to a construct."""
    account = ServiceAccount("kube-system", "driver-sa")
    first, second = (
        AddonRole(identity=Identity.IRSA, service_account=account, purpose="driver", managed_policies=("service-role/Driver",))
        for _ in range(2)
    )

    assert first == second
    with pytest.raises(FrozenInstanceError):
        first.purpose = "other"  # type: ignore[misc]
