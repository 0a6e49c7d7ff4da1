"""Deployments with the real Terraform: one plan, which is shown and applied."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment import deploy
from tests.jupyterhub_on_eks.deployment.small_project import SmallProject, command, need_terraform


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """A stack with an output and a secret, in a folder without anything else."""
    need_terraform()
    assert deploy.__doc__
    made = SmallProject(tmp_path / "project")
    made.write("lab", {"a": {"input": "one"}, "b": {"input": "${terraform_data.a.output}"}}, output={"url": {"value": "https://hub"}})
    return made


def test_plan_is_shown_and_applied(project: SmallProject) -> None:
    """Then the outputs and the next command; a second deployment changes nothing."""
    run = project.run("deploy", "--yes")

    assert (0, "") == (run.returncode, run.stderr)
    assert (
        "lab: 2 to create\n  + create   terraform_data.a\n  + create   terraform_data.b\n  outputs: url (create)\n"
        "  1/2 created terraform_data.a (0 s)\n  2/2 created terraform_data.b (0 s)\n"
        "url  https://hub\nnext: jupyterhub-on-eks status --stack lab\n"
    ) == run.stdout
    again = project.run("deploy", "--yes")
    assert (0, "lab: no changes.\nurl  https://hub\nnext: jupyterhub-on-eks status --stack lab\n") == (again.returncode, again.stdout)


def test_stack_that_fails_does_not_hide_the_others(project: SmallProject) -> None:
    """Each is deployed in the order of the command line; the status is that of the failure, and Terraform's reason is shown once."""
    broken = {"local-exec": {"command": "echo broken >&2; exit 7"}}
    project.write("bad", {"x": {"provisioner": [broken]}})

    run = project.run("deploy", "--stack", "bad", "--stack", "lab", "--yes")

    assert 3 == run.returncode
    assert "failed to create terraform_data.x" in run.stdout
    assert "terraform apply failed for stack 'bad':\nError: local-exec provisioner error\n  with terraform_data.x\n" in run.stderr
    assert 1 == run.stderr.count("exit status 7")
    assert "url  https://hub" in run.stdout
    assert "Failed: bad. Succeeded: lab." in run.stderr


def test_saved_plan_is_applied_as_it_was_reviewed(project: SmallProject) -> None:
    """Refused after a change of the JSON, and after a change of the state; the file is for its owner only."""
    saved = project.run("diff", "--out", "plan")
    assert (0, "next: jupyterhub-on-eks deploy --stack lab --plan plan\n") == (saved.returncode, saved.stdout[saved.stdout.index("next") :])
    assert 0o600 == (project.folder / "plan").stat().st_mode & 0o777

    project.write("lab", {"a": {"input": "two"}})
    refused = project.run("deploy", "--plan", "plan", "--yes")
    assert 1 == refused.returncode
    assert "the JSON of stack 'lab' is different. Make a new plan with diff --out" in refused.stderr
    assert not (project.folder / "terraform.lab.tfstate").exists()

    assert 0 == project.run("diff", "--out", "plan").returncode
    applied = project.run("deploy", "--plan", "plan", "--yes")
    assert (0, True) == (applied.returncode, "created terraform_data.a" in applied.stdout), applied.stderr
    stale = project.run("deploy", "--plan", "plan", "--yes")
    assert 3 == stale.returncode
    assert "Error: Saved plan is stale" in stale.stderr
    assert "Make a new plan" in stale.stderr


@pytest.mark.parametrize("content", [b"", b"PK", b"nothing"])
def test_file_that_is_not_a_plan(content: bytes, project: SmallProject) -> None:
    """Wrong usage, before Terraform applies anything."""
    (project.folder / "plan").write_bytes(content)

    run = project.run("deploy", "--plan", "plan", "--yes")

    assert (2, "plan is not a plan that diff --out wrote.\n") == (run.returncode, run.stderr)


def test_no_terminal_for_the_question(project: SmallProject) -> None:
    """Reported before anything slow, with the option; nothing is written but the JSON."""
    run = project.run("deploy")

    assert 2 == run.returncode
    assert "deploy asks for approval, and there is no terminal to ask on. To approve in advance: --auto-approve" in run.stderr
    assert "ARGS=--auto-approve" in project.run("deploy", JUPYTERHUB_ON_EKS_CALLER="make").stderr
    assert not (project.folder / "terraform.lab.tfstate").exists()


def test_interruption_ends_terraform_cleanly(project: SmallProject) -> None:
    """What was begun is finished or tainted, the state is saved and unlocked, and a second run continues."""
    slow = {"local-exec": {"command": "touch begun; sleep 3"}}
    project.write("lab", {"a": {"provisioner": [slow]}, "b": {"depends_on": ["terraform_data.a"]}})
    begun = project.folder / "cdktf.out/stacks/lab/begun"
    with subprocess.Popen(
        command(["deploy", "--yes"]),
        cwd=project.folder,
        env=project.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        deadline = time.monotonic() + 60
        while not begun.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does
        output, _ = run.communicate(timeout=60)

    assert 130 == run.returncode, output
    assert "Interrupted: Terraform finishes the current operation" in output
    assert "Run the command again to continue." in output
    resources = json.loads((project.folder / "terraform.lab.tfstate").read_text(encoding="utf-8"))["resources"]
    assert ["a"] == [resource["name"] for resource in resources]
    project.write("lab", {"a": {}, "b": {"depends_on": ["terraform_data.a"]}})
    again = project.run("deploy", "--yes")
    assert 0 == again.returncode, again.stderr


def test_held_lock_of_the_state(project: SmallProject) -> None:
    """One message with how to proceed."""
    assert 0 == project.run("deploy", "--yes").returncode
    project.write("lab", {"a": {"input": "two"}})
    holder = "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    arguments = [command([])[0], "-c", holder, str(project.folder / "terraform.lab.tfstate")]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as held:
        assert held.stdout
        assert "held\n" == held.stdout.readline()
        run = project.run("deploy", "--yes")
        held.communicate("")

    assert 3 == run.returncode
    assert "Another run on this machine holds the lock of the state file." in run.stderr
    assert "force-unlock" not in run.stderr  # it fails for a file
