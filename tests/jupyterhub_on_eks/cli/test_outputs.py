"""The verb ``outputs``; its effects are tested in tests/jupyterhub_on_eks/deployment."""

from __future__ import annotations

from jupyterhub_on_eks.cli import outputs
from tests.jupyterhub_on_eks.cli.conftest import Cli


def test_help_names_every_exit_status(cli: Cli) -> None:
    """A script's author finds them there."""
    status, output, _ = cli("outputs", "--help")

    assert 0 == status
    assert "Usage: jupyterhub-on-eks outputs [OPTIONS]" in output
    assert "Exit status: 0 done" in " ".join(output.split())
    assert outputs.outputs.__doc__
