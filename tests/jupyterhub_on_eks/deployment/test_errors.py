"""The error of the verbs that deploy."""

from __future__ import annotations

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.exit_status import ExitStatus


def test_default_status_is_an_outside_failure() -> None:
    """A script can distinguish a mistake of the command from a refusal of Terraform or AWS."""
    assert (ExitStatus.OUTSIDE, ExitStatus.USAGE) == (DeploymentError("a").status, DeploymentError("a", ExitStatus.USAGE).status)
