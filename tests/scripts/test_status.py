"""``make status``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from scripts.console import Trouble
from scripts.status import show_status
from tests.scripts.conftest import NO_FACTS, MakeStack

PODS, SERVICES = "kubectl get po -n hub", "kubectl get svc -n hub"


def _facts(*commands: list[str], **cluster: Any) -> dict[str, Any]:
    return {"add_ons": [{"status_commands": of_one} for of_one in commands], "cluster": {**NO_FACTS["cluster"], **cluster}}


@pytest.mark.usefixtures("empty_path")
def test_without_kubectl_the_commands_are_printed(make_stack: MakeStack, capsys: pytest.CaptureFixture[str]) -> None:
    """They can be carried to a machine that has it; each is there once, in the add-ons' order."""
    assert 0 == show_status(make_stack(facts=_facts([], [PODS, SERVICES], [PODS])))
    assert f"research: kubectl is not on PATH. On a machine that has it:\n  {PODS}\n  {SERVICES}\n" == capsys.readouterr().out


def test_with_kubectl_the_commands_are_run(
    make_stack: MakeStack, make_program: Callable[[str, str], None], capfd: pytest.CaptureFixture[str]
) -> None:
    """Each is shown, and then what it says; no shell is asked."""
    make_program("kubectl", 'echo "$# $*"')

    assert 0 == show_status(make_stack(facts=_facts([f"{PODS} ; true"])))
    assert f"research: {PODS} ; true\n6 get po -n hub ; true\n" == capfd.readouterr().out


def test_a_failing_kubectl_leads_to_the_cluster(make_stack: MakeStack, make_program: Callable[[str, str], None]) -> None:
    """Most often kubectl does not know the cluster yet."""
    make_program("kubectl", "exit 1")

    with pytest.raises(Trouble, match=r"(?s)`kubectl get po -n hub` failed\..*aws eks update-kubeconfig --name research-cluster"):
        show_status(make_stack(facts=_facts([PODS])))


def test_a_cluster_that_only_terraform_can_name(make_stack: MakeStack, make_program: Callable[[str, str], None]) -> None:
    """No command is made up for it."""
    make_program("kubectl", "exit 1")

    with pytest.raises(Trouble, match=r"^`kubectl get po -n hub` failed\.$"):
        show_status(make_stack(facts=_facts([PODS], kubeconfig_command=None)))


def test_a_stack_without_hubs_says_so(make_stack: MakeStack, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to show is not silence."""
    assert 0 == show_status(make_stack())
    assert "research: no hub in this stack names a command to validate it.\n" == capsys.readouterr().out


def test_a_stack_without_facts_says_what_to_do(make_stack: MakeStack) -> None:
    """An output folder of an earlier version has none."""
    with pytest.raises(DeploymentError, match=r"facts\.json is missing or was written by another version\. Run: jupyterhub-on-eks synth"):
        show_status(make_stack(facts=None))
