"""The verb ``deploy``; its effects are tested in tests/jupyterhub_on_eks/deployment."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterhub_on_eks.cli import deploy
from tests.jupyterhub_on_eks.cli.conftest import Cli


def test_help_names_every_exit_status(cli: Cli) -> None:
    """A script's author finds them there."""
    status, output, _ = cli("deploy", "--help")

    assert 0 == status
    assert "Usage: jupyterhub-on-eks deploy [OPTIONS]" in output
    assert "Exit status: 0 done" in " ".join(output.split())
    assert deploy.deploy.__doc__


@pytest.mark.parametrize(
    "options", [["--plan", "none"], ["--plan", "p", "--var", "a=b"], ["--plan", "p", "--stack", "a", "--stack", "b"], ["--yess"]]
)
def test_conflicting_or_misspelt_options(options: list[str], cli: Cli) -> None:
    """Wrong usage, before anything is synthesized."""
    Path("p").touch()
    status, output, complained = cli("deploy", *options)

    assert (2, "") == (status, output)
    assert complained.endswith("Try: jupyterhub-on-eks deploy --help\n")
    assert not Path("cdktf.out").exists()


@pytest.mark.parametrize("verb", ["deploy", "diff", "destroy", "forget"])
def test_without_terraform(verb: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """One message with the ways to install it, before anything else is done."""
    monkeypatch.setenv("PATH", "/none")
    monkeypatch.delenv("TERRAFORM_BINARY_NAME", raising=False)

    status, output, complained = cli(verb)

    assert (3, "") == (status, output)
    assert complained.startswith("Neither terraform nor tofu is on PATH. Install one of them, then run the command again.\n")
    assert "https://opentofu.org/docs/intro/install/" in complained
