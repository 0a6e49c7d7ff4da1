"""What a plan itself would delete of users' data."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.deployment.plan import Change, Plan
from jupyterhub_on_eks.deployment.planned_losses import planned_losses
from jupyterhub_on_eks.deployment.state import parse
from tests.jupyterhub_on_eks.deployment.state_files import efs_hub, resource, state

_HELD = "aws_efs_file_system.physics_Home_FileSystem_1"


@pytest.mark.parametrize(("policy", "wanted"), [("RETAIN", False), ("SNAPSHOT", False), (None, False), ("DESTROY", True)])
@pytest.mark.parametrize("action", ["replace", "destroy"])
def test_file_system(policy: str | None, action: str, *, wanted: bool) -> None:
    """Refused, unless it was deployed with DESTROY."""
    (loss,) = planned_losses(Plan([Change(_HELD, action)], {}), parse(state(*efs_hub(policy))), ())

    assert (wanted, _HELD) == (loss.wanted, loss.address)
    assert "(fs-1): Terraform would delete it with all its data" in loss.message


@pytest.mark.parametrize(
    "change",
    [Change(_HELD, "change"), Change(_HELD, "forget"), Change("helm_release.x", "replace"), Change("kubernetes_namespace_v1.x", "destroy")],
)
def test_resources_without_data_or_that_stay(change: Change) -> None:
    """Nor a namespace that is deleted: its hub's storage decides, before there is a plan."""
    assert [] == list(planned_losses(Plan([change], {}), parse(state(*efs_hub())), ()))


def test_one_of_several_instances() -> None:
    """An index belongs to the address in the plan, not to that in the state; known losses are left out."""
    held = parse(state(resource("aws_backup_vault", "a", id="v")))
    plan = Plan([Change('aws_backup_vault.a["x"]', "replace")], {})

    (loss,) = planned_losses(plan, held, ())
    assert loss.message.startswith('aws_backup_vault.a["x"] (v): ')
    assert [] == list(planned_losses(plan, held, {"aws_backup_vault.a"}))
