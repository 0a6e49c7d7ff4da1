"""The Makefile's verbs."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.stack_output import Stack
from scripts import project, run
from scripts.console import run_command
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import efs_hub, state

#: Stands for cdktf: says how it was called.
CDKTF = '#!/bin/sh\necho "cdktf $* by $TERRAFORM_BINARY_NAME"\n'

#: What Terraform knows of the protected resource.
STATE = '{"resources": [{"mode": "managed", "type": "aws_efs_file_system", "name": "home", "instances": [{"attributes": {"id": "fs-1"}}]}]}'


def run_verb(arguments: list[str]) -> int:
    """Call the command with these arguments; returns its exit status."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["scripts.run", *arguments])
        return run_command(run.main)


@pytest.fixture
def synthesized(
    empty_project: Path, make_stack: MakeStack, make_program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> list[Stack]:
    """A project with Terraform and two synthesized stacks, the second protected; cdktf is a double."""
    project.CDKTF.parent.mkdir(parents=True)
    project.CDKTF.write_text(CDKTF)
    project.CDKTF.chmod(0o755)
    make_program("terraform")
    for name in ("research", "teaching"):
        (folder := empty_project / "cdktf.out/stacks" / name).mkdir(parents=True)
        (folder / "cdk.tf.json").write_text("{}")
    entries = {name: {"name": name, "synthesizedStackPath": f"stacks/{name}/cdk.tf.json"} for name in ("research", "teaching")}
    (empty_project / "cdktf.out/manifest.json").write_text(json.dumps({"version": "0.21.0", "stacks": entries}))
    kept = {"retained": {"on_destroy": "refuse", "addresses": ["aws_efs_file_system.home"]}}
    stacks = [make_stack("research"), make_stack("teaching", facts=kept, resource={"aws_efs_file_system": {"home": {}}})]
    monkeypatch.setattr(run, "synthesize", lambda: stacks)
    monkeypatch.chdir(empty_project)
    return stacks


@pytest.mark.usefixtures("synthesized")
def test_diff_shows_all_stacks_one_after_the_other(capfd: pytest.CaptureFixture[str]) -> None:
    """Cdktf takes one stack at a time; what was synthesized is not synthesized again."""
    assert 0 == run_verb(["diff"])
    assert (
        "cdktf diff research --skip-synth --output cdktf.out by terraform\ncdktf diff teaching --skip-synth --output cdktf.out by terraform\n"
        == (capfd.readouterr().out)
    )


@pytest.mark.usefixtures("synthesized")
def test_deploy_takes_the_named_stacks_and_further_arguments(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """STACK and ARGS reach cdktf; afterwards the next command is named."""
    monkeypatch.setenv("STACK", "research")
    monkeypatch.setenv("ARGS", "--auto-approve --var 'a=b c'")

    assert 0 == run_verb(["deploy"])
    assert [
        "cdktf deploy research --skip-synth --output cdktf.out --auto-approve --var a=b c by terraform",
        "next: make status STACK=research",
    ] == sorted(capfd.readouterr().out.splitlines())


@pytest.mark.usefixtures("synthesized")
@pytest.mark.parametrize("verb", ["deploy", "destroy"])
def test_nothing_is_changed_by_guess(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Of several stacks one must be named."""
    assert 2 == run_verb([verb])
    assert ("", "There are several stacks: research, teaching. Name one, for example --stack research\n") == capfd.readouterr()


@pytest.mark.usefixtures("synthesized")
@pytest.mark.parametrize("verb", ["deploy", "destroy"])
def test_without_a_terminal_approval_must_be_given_beforehand(
    verb: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Instead of hanging on a question that nobody can answer."""
    monkeypatch.setenv("STACK", "research")

    assert 2 == run_verb([verb])
    assert "ARGS=--auto-approve" in capfd.readouterr().err


def test_a_destroy_says_first_what_happens_to_volumes(
    synthesized: list[Stack], make_stack: MakeStack, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Before cdktf asks for approval."""
    entry = {"namespace": "hub", "holds": "homes", "storage_class": "gp3", "claim": None, "on_destroy": "class_decides"}
    synthesized[0] = make_stack("research", facts={"volumes": [entry]})
    monkeypatch.setenv("STACK", "research")
    monkeypatch.setenv("ARGS", "--auto-approve")

    assert 0 == run_verb(["destroy"])
    told = capfd.readouterr().out
    assert told.startswith("research: destroy deletes these volumes' claims:\n  hub: volumes of users (gp3) are deleted or kept")
    assert "cdktf destroy research" in told.splitlines()[-1]


@pytest.mark.usefixtures("synthesized")
def test_a_refused_destroy_names_what_is_protected_and_the_way_out(
    make_program: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The exit status is cdktf's; the commands can be copied."""
    project.CDKTF.write_text("#!/bin/sh\nexit 3\n")
    make_program("terraform", f"echo '{STATE}'")
    monkeypatch.setenv("STACK", "teaching")
    monkeypatch.setenv("ARGS", "--auto-approve")

    assert run_verb(["destroy"]) == 3
    told = capfd.readouterr().err
    assert "Stack 'teaching' keeps what removal_policy: RETAIN and ebs_config.backup protect" in told
    assert "  aws_efs_file_system.home\n" in told
    assert "  make forget STACK=teaching\n  make destroy STACK=teaching\n" in told


@pytest.mark.usefixtures("synthesized")
def test_a_destroy_that_fails_after_forgetting_is_not_blamed_on_retain(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What Terraform knows no more can't be what it refuses to destroy."""
    project.CDKTF.write_text("#!/bin/sh\nexit 3\n")
    monkeypatch.setenv("STACK", "teaching")
    monkeypatch.setenv("ARGS", "--auto-approve")

    assert run_verb(["destroy"]) == 3
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("synthesized")
def test_a_failed_destroy_of_an_unprotected_stack_is_cdktfs_to_explain(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is blamed on a policy that is not there."""
    project.CDKTF.write_text("#!/bin/sh\nexit 3\n")
    monkeypatch.setenv("STACK", "research")
    monkeypatch.setenv("ARGS", "--auto-approve")

    assert 3 == run_verb(["destroy"])
    assert "" == capfd.readouterr().err


def test_synth_describes_every_stack(synthesized: list[Stack], capfd: pytest.CaptureFixture[str]) -> None:
    """One description each, with an empty line between."""
    assert 0 == run_verb(["synth"])
    said = capfd.readouterr().out.split("\n\n")
    assert [text.partition(":")[0] for text in said] == [stack.name for stack in synthesized]


@pytest.mark.parametrize("arguments", [[], ["aply"], ["synth", "deploy"]])
def test_an_unknown_verb_is_told_the_known_ones(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, as for every mistake in a command line."""
    assert run_verb(arguments) == 2
    assert capsys.readouterr().err == "usage: python3 -m scripts.run synth|diff|deploy|destroy|forget|status\n"


@pytest.mark.usefixtures("synthesized")
@pytest.mark.parametrize("verb", ["diff", "deploy", "destroy"])
def test_data_that_would_be_lost_is_refused_before_cdktf_runs(
    verb: str, make_program: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The word lets it through, and isn't cdktf's."""
    make_program("terraform", f"echo '{state(*efs_hub())}'")
    monkeypatch.setenv("STACK", "research")
    monkeypatch.setenv("ARGS", "--auto-approve")

    assert 1 == run_verb([verb])
    said = capfd.readouterr()
    assert "" == said.out
    assert f"Stack 'research': this {verb} would part users from their data, so nothing was changed." in said.err
    assert f"make {verb} STACK=research ARGS=--allow-data-loss" in said.err

    monkeypatch.setenv("ARGS", "--auto-approve --allow-data-loss")
    assert 0 == run_verb([verb])
    assert f"cdktf {verb} research --skip-synth --output cdktf.out --auto-approve by terraform" in capfd.readouterr().out


@pytest.mark.usefixtures("synthesized")
def test_state_that_cannot_be_read_stops(
    make_program: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Terraform's words and status are handed on."""
    make_program("terraform", "echo no credentials >&2; exit 4")
    monkeypatch.setenv("STACK", "research")

    assert 4 == run_verb(["diff"])
    assert "terraform init -input=false failed for stack 'research':\nno credentials" in capfd.readouterr().err


def test_deployed_stack_whose_hub_file_is_gone(
    synthesized: list[Stack], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is shown and destroyed as it was deployed, and then forgotten; a deployment is refused and names the destroy."""
    monkeypatch.setenv("STACK", "research")
    monkeypatch.setenv("ARGS", "--auto-approve")
    assert 0 == run_verb(["deploy"])
    del synthesized[0]

    assert 2 == run_verb(["deploy"])
    assert "make destroy STACK=research" in capfd.readouterr().err
    assert 0 == run_verb(["diff"])
    assert "cdktf diff research --skip-synth" in capfd.readouterr().out
    assert 0 == run_verb(["destroy"])
    said = capfd.readouterr().out
    assert "No hub file makes the stack 'research'; it is taken as it was last deployed (terraform.research.deployed.json)." in said
    assert "cdktf destroy research --skip-synth" in said
    assert 2 == run_verb(["destroy"])


@pytest.mark.usefixtures("synthesized")
def test_two_runs_wait_for_each_other(
    empty_project: Path, make_program: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would remove the JSON of the other; the second is told how to have a folder of its own."""
    said: list[str] = []
    held = (empty_project / "cdktf.out/.lock").open("ab")
    fcntl.flock(held, fcntl.LOCK_EX)

    def heard(words: str, **_: object) -> None:
        said.append(words)
        held.close()

    monkeypatch.setattr("scripts.file_lock.print", heard, raising=False)
    make_program("terraform", "exit 0")

    assert 0 == run_verb(["synth"])
    assert ["Another run works in cdktf.out; waiting for it. (CDKTF_OUTDIR=… gives a run a folder of its own.)"] == said
