"""The stacks that a verb works on."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.deployment import chosen
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack


def test_each_stack_is_processed(make_stack: MakeStack, capsys: pytest.CaptureFixture[str]) -> None:
    """The status is that of the first failure, before any that only reports changes."""
    stacks = [Terraform(make_stack(name), "terraform") for name in "abcd"]
    worked = []

    def work(terraform: Terraform) -> ExitStatus:
        worked.append(terraform.stack.name)
        if terraform.stack.name in "bc":
            raise DeploymentError(
                f"{terraform.stack.name} is broken", ExitStatus.OUTSIDE if terraform.stack.name == "b" else ExitStatus.MISTAKES
            )
        return ExitStatus.CHANGES

    assert ExitStatus.OUTSIDE == chosen.each(stacks, work)
    assert ["a", "b", "c", "d"] == worked
    assert "b is broken\nc is broken\nFailed: b, c. Succeeded: a, d.\n" == capsys.readouterr().err
    assert ExitStatus.CHANGES == chosen.each(stacks[:1], work)


def test_vanished_stack_is_not_deployed(make_stack: MakeStack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the destroy command, with the hub files of this run."""
    monkeypatch.setattr(chosen, "vanished", lambda *_: ["old"])
    monkeypatch.setattr(chosen, "synthesized", lambda _: [make_stack("lab")])

    with pytest.raises(DeploymentError, match=r"or remove what was deployed: jupyterhub-on-eks destroy --stack old$") as caught:
        chosen.chosen_stacks(Request(stacks=["old", "lab"]), default_all=False)
    assert ExitStatus.USAGE == caught.value.status
