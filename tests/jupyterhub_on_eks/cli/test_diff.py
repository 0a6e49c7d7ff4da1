"""The verb ``diff``; its effects are tested in tests/jupyterhub_on_eks/deployment."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.cli import diff
from tests.jupyterhub_on_eks.cli.conftest import Cli


def test_help_names_every_exit_status(cli: Cli) -> None:
    """A script's author finds them there."""
    status, output, _ = cli("diff", "--help")

    assert 0 == status
    assert "Usage: jupyterhub-on-eks diff [OPTIONS]" in output
    assert "Exit status: 0 done" in " ".join(output.split())
    assert diff.diff.__doc__


@pytest.mark.parametrize("options", [["--drift", "--out", "plan"], ["--full", "--json"], ["--no-colour"], ["--stak", "a"], ["-no-color"]])
def test_conflicting_or_misspelt_options(options: list[str], cli: Cli) -> None:
    """Wrong usage, with where help is."""
    status, output, complained = cli("diff", *options)

    assert (2, "") == (status, output)
    assert complained.startswith("Error: ")
    assert complained.endswith("Try: jupyterhub-on-eks diff --help\n")
