"""The next steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterhub_on_eks.command import ENGINE
from jupyterhub_on_eks.init.answers import Answers
from jupyterhub_on_eks.init.choices import Login
from jupyterhub_on_eks.init.next_steps import next_steps


def test_commands_can_be_copied() -> None:
    """Paths are quoted; a login with a secret has a command for it."""
    steps = list(next_steps(Path("my hubs/lab.yaml"), Answers(login=Login.SHARED_PASSWORD)))

    assert steps[0].startswith("jupyterhub-on-eks check 'my hubs/lab.yaml'")
    assert "hub-password --from-literal=password=" in steps[-1]
    assert not any("kubectl" in step for step in next_steps(Path("lab.yaml"), Answers()))


def test_chosen_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands continue with it."""
    monkeypatch.setenv(ENGINE, "terrain")

    steps = [step.split("  ")[0] for step in next_steps(Path("lab.yaml"), Answers())]

    assert [f"jupyterhub-on-eks --engine terrain {verb} lab.yaml" for verb in ("check", "doctor", "deploy")] == steps
