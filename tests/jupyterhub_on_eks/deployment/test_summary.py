"""The output of ``synth``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.summary import counts, instances, next_command, summary
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ({}, 1),
        ({"count": 3}, 3),
        ({"count": 0}, 0),
        ({"count": '${length(["a"])}'}, None),
        ({"for_each": {"a": 1, "b": 2}}, 2),
        ({"for_each": "${toset(data.aws_subnets.x.ids)}"}, None),
    ],
)
def test_instances_of_a_block(content: dict[str, Any], number: int | None) -> None:
    """What Terraform will create for one block, where it is known before the plan."""
    assert number == instances(content)


def test_resources_are_counted_by_type(make_stack: MakeStack) -> None:
    """By Terraform's own names, as in the plan, in the order of the JSON."""
    stack = make_stack(
        resource={
            "aws_efs_mount_target": {"a": {}, "b": {}, "c": {}},
            "aws_iam_policy": {"a": {}, "b": {}},
            "kubernetes_storage_class_v1": {"a": {}},
            "helm_release": {"a": {}},
        }
    )

    assert ["3 aws_efs_mount_target", "2 aws_iam_policy", "1 kubernetes_storage_class_v1", "1 helm_release"] == list(counts(stack))


def test_what_only_the_plan_can_count_is_not_guessed(make_stack: MakeStack) -> None:
    """A number that depends on the cloud is marked as such."""
    many = {"for_each": "${local.subnets}"}
    stack = make_stack(
        resource={"aws_efs_mount_target": {"a": many}, "aws_security_group": {"a": many, "b": {}}, "terraform_data": {"a": {"count": 0}}}
    )

    assert ["aws_efs_mount_target (as many as the plan finds)", "at least 1 aws_security_group"] == list(counts(stack))


def test_summary_of_a_stack(make_stack: MakeStack, make_program: Callable[[str], None]) -> None:
    """The JSON's path, what will be created, each warning, and the next command."""
    make_program("terraform")
    stack = make_stack(warnings=("the chart is old",), resource={"helm_release": {"hub": {}}})

    assert (
        "research: cdktf.out/stacks/research/cdk.tf.json\n"
        "  creates  1 helm_release\n"
        "  warning  the chart is old\n"
        "  next     jupyterhub-on-eks deploy --stack research"
    ) == summary(stack, Commands())


def test_prerequisites_come_before_the_next_command(make_stack: MakeStack, make_program: Callable[[str], None]) -> None:
    """A deployment without them would hang."""
    make_program("terraform")

    needed = ["TF_VAR_password, set in the environment of diff, deploy and destroy", "the secret hub/oidc in AWS Secrets Manager"]

    assert [
        *(f"  needs    {need}" for need in needed),
        "  next     jupyterhub-on-eks deploy --stack research",
    ] == summary(make_stack(facts={"prerequisites": [{"description": need} for need in needed]}), Commands()).splitlines()[-3:]


def test_a_stack_without_facts_is_described_too(make_stack: MakeStack, make_program: Callable[[str], None]) -> None:
    """A stack of another kind may be in the same app; its prerequisites aren't known, and the summary states it."""
    make_program("terraform")

    assert "  needs    unknown, since this stack writes no facts.json; docs/facts.md shows how it can" in summary(
        make_stack(facts=None), Commands()
    )


def test_number_stays_with_its_noun(make_stack: MakeStack) -> None:
    """No line breaks between the two."""
    kinds = [f"aws_{'x' * length}" for length in range(3, 20)]
    lines = summary(make_stack(resource={type_: {"a": {}, "b": {}} for type_ in kinds}), Commands()).splitlines()[1:-1]

    assert len(lines) > 2
    assert all(line.endswith(",") for line in lines[:-1])


def test_long_entries_are_wrapped_with_an_indent(make_stack: MakeStack, make_program: Callable[[str], None]) -> None:
    """Nothing exceeds the width, and each entry stays a column."""
    make_program("terraform")
    lines = summary(make_stack(warnings=("word " * 60,)), Commands()).splitlines()

    assert max(map(len, lines)) <= 121
    assert lines[2].startswith("  warning  word")
    assert lines[3].startswith("           word")


def test_the_next_command_keeps_the_hub_files(
    make_stack: MakeStack, make_program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was synthesized is what will be deployed, with names that need quotes quoted."""
    make_program("tofu")
    monkeypatch.setenv("HUBS", "a.yaml 'b.yaml'")

    assert "jupyterhub-on-eks deploy a.yaml b.yaml --stack research" == next_command("deploy", make_stack(), Commands())


@pytest.mark.usefixtures("empty_path")
def test_a_missing_terraform_comes_before_the_next_command(make_stack: MakeStack) -> None:
    """The summary states what is missing for a deployment."""
    assert "install Terraform or OpenTofu (neither terraform nor tofu is on PATH), then: jupyterhub-on-eks deploy --stack research" == (
        next_command("deploy", make_stack(), Commands())
    )


def test_folded_at_the_terminals_width(make_stack: MakeStack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one, at a default width."""
    message = " ".join(["word"] * 60)
    stack = make_stack(warnings=(message,))
    wide = max(len(line) for line in summary(stack, Commands()).splitlines() if "word" in line)
    for name, value in {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "50"}.items():
        monkeypatch.setenv(name, value)

    lines = [line for line in summary(stack, Commands()).splitlines() if "word" in line]
    assert ["warning", *message.split()] == " ".join(lines).split()
    assert all(len(line) <= 50 for line in lines)
    assert all(line.startswith(" " * 11 + "word") for line in lines[1:])
    assert 100 < wide <= 110
