"""The error of the verbs that deploy."""

from __future__ import annotations

from jupyterhub_on_eks.cli.exit_status import ExitStatus
from jupyterhub_on_eks.deployment.errors import DeploymentError


def test_the_status_is_that_of_what_is_outside_unless_it_is_named() -> None:
    """A script tells a mistake of the command from what Terraform or AWS refused."""
    assert (ExitStatus.OUTSIDE, ExitStatus.USAGE) == (DeploymentError("a").status, DeploymentError("a", ExitStatus.USAGE).status)
