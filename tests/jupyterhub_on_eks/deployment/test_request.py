"""The user's request."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.exit_status import ExitStatus


def test_variables_of_terraform(empty_project: Path) -> None:
    """Terraform runs in the stack's folder, so a file's path is absolute."""
    request = Request(variables=["a=b c"], variable_files=[Path("x.tfvars")])

    assert ["-var=a=b c", f"-var-file={empty_project / 'x.tfvars'}"] == request.terraform_variables


@pytest.mark.parametrize("answer", ["", "y", "no", None])
def test_only_yes_is_accepted(answer: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also if the terminal closes."""

    def asked(_: str) -> str:
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", asked)
    with pytest.raises(DeploymentError, match=r"^nothing happened$"):
        Request().approve("Go on?", refused="nothing happened")
    Request(approved=True).approve("Go on?", refused="nothing happened")
    monkeypatch.setattr("builtins.input", lambda _: " yes ")
    Request().approve("Go on?", refused="nothing happened")


def test_no_terminal_for_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong usage, with the option."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(DeploymentError, match=r"forget asks for approval, .*: --auto-approve$") as caught:
        Request().need_approval("forget")
    assert ExitStatus.USAGE == caught.value.status
    Request(approved=True).need_approval("forget")
