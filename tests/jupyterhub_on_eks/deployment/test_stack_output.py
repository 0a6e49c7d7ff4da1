"""The result of a synthesis in the output folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constructs_lib import Blueprint, ClusterConfig
from constructs_lib.facts import stack_facts
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.stack_output import choose, output_folder, read_stacks
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.jupyterhub_on_eks.deployment.conftest import NO_FACTS, MakeStack


def write_output(folder: Path, *names: str, annotations: list[dict[str, Any]] | None = None) -> None:
    """Write what cdktf 0.21 writes, for stacks of these names."""
    stacks = {}
    for name in names:
        path = Path("stacks", name, "cdk.tf.json")
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(json.dumps({"output": {"name": {"value": name}}}))
        stacks[name] = {"name": name, "synthesizedStackPath": str(path), "annotations": annotations or []}
    (folder / "manifest.json").write_text(json.dumps({"version": "0.21.0", "stacks": stacks}))


def test_the_output_folder_is_cdktfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """cdktf.out, unless CDKTF_OUTDIR is set."""
    assert output_folder() == Path("cdktf.out")
    monkeypatch.setenv("CDKTF_OUTDIR", "elsewhere/out")
    assert output_folder() == Path("elsewhere/out")


def test_stacks_are_those_of_the_manifest(tmp_path: Path) -> None:
    """A folder that an earlier run left is not a stack."""
    write_output(tmp_path, "research", "teaching")
    (tmp_path / "stacks" / "old").mkdir()

    assert [
        ("research", {"output": {"name": {"value": "research"}}}),
        ("teaching", {"output": {"name": {"value": "teaching"}}}),
    ] == [(stack.name, stack.template) for stack in read_stacks(tmp_path)]
    assert read_stacks(tmp_path)[0].path == tmp_path / "stacks/research/cdk.tf.json"


def test_facts_are_those_beside_the_json(tmp_path: Path) -> None:
    """They are read if they exist and have the known format; else there are none."""
    write_output(tmp_path, "research", "old", "newer")
    (tmp_path / "stacks/research/facts.json").write_text('{"format": 1, "stack": "für alle"}', encoding="utf-8")
    (tmp_path / "stacks/newer/facts.json").write_text('{"format": 2}')

    assert [{"format": 1, "stack": "für alle"}, None, None] == [stack.facts for stack in read_stacks(tmp_path)]


def test_missing_facts_show_what_to_do(make_stack: MakeStack) -> None:
    """An output folder of an earlier version is rewritten by jupyterhub-on-eks synth."""
    with pytest.raises(
        DeploymentError, match=r"^cdktf\.out/stacks/research/facts\.json is missing .* Run: jupyterhub-on-eks synth\n.*docs/facts\.md"
    ):
        make_stack(facts=None).need_facts()
    assert NO_FACTS == make_stack().need_facts()


def test_broken_facts_are_not_output_of_cdktf(tmp_path: Path) -> None:
    """They are never written in part, so something else did it."""
    write_output(tmp_path, "research")
    (tmp_path / "stacks/research/facts.json").write_text('{"format": 1')

    with pytest.raises(DeploymentError, match="Remove it, then run: jupyterhub-on-eks synth"):
        read_stacks(tmp_path)


def test_facts_of_the_tests_have_the_keys_of_real_ones() -> None:
    """What is tested with these made-up facts applies to those that the app writes."""
    real = stack_facts(Blueprint(cluster=ClusterConfig(name="research-cluster", region="us-west-2"), add_ons=[]), [], stack="research")

    assert {**real, "cluster": {**real["cluster"], "authentication": "token", "login_programs": []}} == NO_FACTS


def test_warnings_are_annotations_of_that_level(tmp_path: Path) -> None:
    """Other annotations are the app's own."""
    notes = [{"level": "@cdktf/warn", "message": "old chart"}, {"level": "@cdktf/info", "message": "hello"}]
    write_output(tmp_path, "research", annotations=notes)

    assert ["old chart"] == read_stacks(tmp_path)[0].warnings


@pytest.mark.parametrize("manifest", [None, "{", "[]", "{}", '{"stacks": {"a": {"name": "a"}}}'])
def test_a_folder_of_something_else_shows_what_to_do(manifest: str | None, tmp_path: Path) -> None:
    """A missing or broken manifest ends in one message."""
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)

    with pytest.raises(
        DeploymentError, match=r"does not contain the output of cdktf synth .* Remove it, then run: jupyterhub-on-eks synth"
    ):
        read_stacks(tmp_path)


def test_the_only_stack_needs_no_name(make_stack: MakeStack) -> None:
    """A name is needed only if there is a choice."""
    stack = make_stack("research")

    assert [stack] == choose([stack], (), default_all=False)


@pytest.mark.parametrize(("caller", "example"), [("", "--stack research"), ("make", "STACK=research")])
def test_one_of_several_must_be_named(caller: str, example: str, make_stack: MakeStack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is deployed or destroyed by guessing."""
    monkeypatch.setenv("JUPYTERHUB_ON_EKS_CALLER", caller)
    stacks = [make_stack("research"), make_stack("teaching")]

    with pytest.raises(DeploymentError) as caught:
        choose(stacks, (), default_all=False)

    assert f"There are several stacks: research, teaching. Name one, for example {example}" == str(caught.value)
    assert ExitStatus.USAGE == caught.value.status


def test_read_only_commands_use_all(make_stack: MakeStack) -> None:
    """Showing all stacks is harmless."""
    stacks = [make_stack("research"), make_stack("teaching")]

    assert stacks == choose(stacks, (), default_all=True)


def test_several_may_be_named(make_stack: MakeStack) -> None:
    """They are used in the order of the command line, each once."""
    stacks = [make_stack("a"), make_stack("b"), make_stack("c")]

    assert [stacks[2], stacks[0]] == choose(stacks, ["c", "a", "c"], default_all=False)


@pytest.mark.parametrize(("name", "hint"), [("reserch", " Did you mean research?"), ("physics", "")])
def test_an_unknown_stack_lists_the_known_ones(name: str, hint: str, make_stack: MakeStack) -> None:
    """The message has the given name, the likely one, and the existing ones."""
    with pytest.raises(DeploymentError) as caught:
        choose([make_stack("research"), make_stack("teaching")], [name], default_all=True)

    assert f"There is no stack {name!r}.{hint} The hub files have: research, teaching." == str(caught.value)
    assert ExitStatus.USAGE == caught.value.status
