"""A hub before and after."""

from __future__ import annotations

from constructs_lib.models.chart_version import ALLOW_RULES_ADD_UP, SAFE_SLUGS
from jupyterhub_on_eks.upgrade.change import Effect, Weight
from tests.jupyterhub_on_eks.upgrade.hubs import hub


def test_versions_and_what_is_gained() -> None:
    """A capability is gained if the old version lacks it and the new one has it."""
    step = hub("3.3.8", "4.4.0")

    assert ("3.3.8", "4.4.0") == (str(step.old), str(step.new))
    assert (True, False) == (step.gains(SAFE_SLUGS), step.gains(ALLOW_RULES_ADD_UP))
    assert Weight.KNOWN is Effect(message="x").weight
