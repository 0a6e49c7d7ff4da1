"""Options that several verbs share."""

from __future__ import annotations

import os

import pytest

from jupyterhub_on_eks.cli import options
from tests.jupyterhub_on_eks.cli.conftest import Cli


@pytest.mark.parametrize("verb", ["synth", "diff", "deploy", "destroy", "forget", "outputs", "stacks"])
def test_no_color_is_an_option_of_each_verb(verb: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NO_COLOR, for all output."""
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("PATH", "/none")
    assert options.__doc__

    cli(verb, "--no-color", *(["none.yaml"] if verb in ("synth", "stacks") else []))

    assert "1" == os.environ["NO_COLOR"]
