"""``make status``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scripts.console import Trouble
from scripts.status import kubeconfig_command, show_status, validation_commands
from tests.scripts.conftest import MakeStack

PODS, SERVICES = "kubectl get po -n hub", "kubectl get svc -n hub"
CLUSTER = {"aws_eks_cluster": {"cluster": {"name": "research-cluster"}}}


def test_commands_come_from_the_outputs_in_any_form(make_stack: MakeStack) -> None:
    """Strings, lists and maps are searched, other outputs left alone, and no command comes twice."""
    stack = make_stack(
        output={
            "a": {"value": PODS},
            "b": {"value": {"hub": [PODS, SERVICES]}},
            "url": {"value": "https://hub.example.org"},
            "n": {"value": 3},
        }
    )

    assert [PODS, SERVICES] == validation_commands(stack)


def test_the_cluster_is_made_known_by_the_stacks_own_data(make_stack: MakeStack) -> None:
    """Name and region are the stack's."""
    assert "aws eks update-kubeconfig --name research-cluster" == kubeconfig_command(make_stack(data=CLUSTER))
    assert "aws eks update-kubeconfig --name research-cluster --region us-west-2" == (
        kubeconfig_command(make_stack(data=CLUSTER, provider={"aws": [{"region": "us-west-2"}]}))
    )
    assert kubeconfig_command(make_stack(data={"aws_eks_cluster": {"cluster": {"name": "${var.cluster}"}}})) is None


@pytest.mark.usefixtures("empty_path")
def test_without_kubectl_the_commands_are_printed(make_stack: MakeStack, capsys: pytest.CaptureFixture[str]) -> None:
    """They can be carried to a machine that has it."""
    assert 0 == show_status(make_stack(output={"a": {"value": [PODS, SERVICES]}}))
    assert f"research: kubectl is not on PATH. On a machine that has it:\n  {PODS}\n  {SERVICES}\n" == capsys.readouterr().out


def test_with_kubectl_the_commands_are_run(
    make_stack: MakeStack, make_program: Callable[[str, str], None], capfd: pytest.CaptureFixture[str]
) -> None:
    """Each is shown, and then what it says; no shell is asked."""
    make_program("kubectl", 'echo "$# $*"')

    assert 0 == show_status(make_stack(output={"a": {"value": f"{PODS} ; true"}}))
    assert f"research: {PODS} ; true\n6 get po -n hub ; true\n" == capfd.readouterr().out


def test_a_failing_kubectl_leads_to_the_cluster(make_stack: MakeStack, make_program: Callable[[str, str], None]) -> None:
    """Most often kubectl does not know the cluster yet."""
    make_program("kubectl", "exit 1")

    with pytest.raises(Trouble, match=r"(?s)`kubectl get po -n hub` failed\..*aws eks update-kubeconfig --name research-cluster"):
        show_status(make_stack(output={"a": {"value": PODS}}, data=CLUSTER))


def test_a_stack_without_hubs_says_so(make_stack: MakeStack, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to show is not silence."""
    assert 0 == show_status(make_stack())
    assert "research: no hub in this stack names a command to validate it.\n" == capsys.readouterr().out
