"""The pipeline for GitLab CI/CD."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from jupyterhub_on_eks.ci.gitlab import gitlab_pipeline
from tests.jupyterhub_on_eks.ci.conftest import RunProgram, pipeline

STACK = {"STACK": "course"}
REQUEST = {"CI_MERGE_REQUEST_IID": "7", "CI_API_V4_URL": "https://git.example.org/api/v4", "CI_PROJECT_ID": "5"}


def _pipeline(**other: Any) -> dict[str, Any]:
    return dict(yaml.safe_load(gitlab_pipeline(pipeline(**other))))


def _script(job: str) -> str:
    return "\n".join(_pipeline()[job]["script"])


def test_jobs_and_their_triggers() -> None:
    """A merge request is checked and planned; on the branch a person starts the deployment; a schedule checks for drift."""
    found = _pipeline()

    assert ["check", "plan", "deploy", "drift"] == found["stages"]
    assert ["manual"] == [rule.get("when") for rule in found["deploy"]["rules"]]
    assert '$CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE != "schedule"' == found["deploy"]["rules"][0]["if"]
    assert [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}] == found["drift"]["rules"]
    assert ["hubs/**", "more hubs/lab.yaml", "locks/**", "ci.yml"] == found["plan"]["rules"][0]["changes"]


def test_folder_in_the_repository() -> None:
    """Everything runs there; the patterns and the artifacts are relative to the root."""
    found = _pipeline(folder="teaching/a")

    assert ["teaching/a/hubs/**", "teaching/a/more hubs/lab.yaml", "teaching/a/locks/**", "ci.yml"] == found["plan"]["rules"][0]["changes"]
    assert ("teaching/a", ["teaching/a/*.tfplan"]) == (found["variables"]["FOLDER"], found["plan"]["artifacts"]["paths"])
    assert all('cd "$FOLDER"' in found[job]["before_script"] for job in ("default", "plan", "deploy", "drift"))


def test_a_deployment_uses_the_plan_of_its_stack() -> None:
    """The previous job has stored it for a few days."""
    found = _pipeline()

    assert found["plan"]["parallel"]["matrix"] == found["deploy"]["needs"][0]["parallel"]["matrix"] == found["deploy"]["parallel"]["matrix"]
    assert ["*.tfplan"] == found["plan"]["artifacts"]["paths"]
    assert '--plan "$STACK.tfplan"' in _script("deploy")


def test_only_deployments_wait_for_each_other() -> None:
    """Those of one stack; a plan waits for nothing. All deploy to the environment by its exact name, which GitLab can protect."""
    found = _pipeline()

    assert {"deploy": "jupyterhub-$STACK"} == {job: found[job]["resource_group"] for job in found if "resource_group" in found[job]}
    assert {"name": "production"} == found["deploy"]["environment"]


def test_roles() -> None:
    """Only a deployment may change anything; each logs in with a GitLab token, which no other user can read."""
    jobs = {job: _pipeline()[job] for job in ("plan", "deploy", "drift")}

    assert {"plan": "plan", "deploy": "deploy", "drift": "plan"} == {
        job: settings["variables"]["AWS_ROLE_ARN"].rpartition("/")[2] for job, settings in jobs.items()
    }
    assert {"sts.amazonaws.com"} == {settings["id_tokens"]["AWS_ID_TOKEN"]["aud"] for settings in jobs.values()}
    assert all("umask 077" in settings["before_script"][-1] for settings in jobs.values())


def test_programs() -> None:
    """A shell can parse each. The AWS CLI is installed if a stack logs in with it, OpenTofu if it is requested."""
    for job in ("check", "plan", "deploy", "drift"):
        for text in (*_pipeline()[job].get("before_script", ()), *_pipeline()[job]["script"]):
            assert 0 == subprocess.run(["sh", "-n", "-c", text], check=False).returncode

    def before(**other: Any) -> str:
        return "\n".join(_pipeline(**other)["plan"]["before_script"])

    assert ("awscli" in before(), "terraform=" in before(), "tofu=" in before()) == (True, True, False)
    assert ("--yes --no-install-recommends git" in before(), "--no-install-recommends git" in before(package="a @ git+https://b")) == (
        False,
        True,
    )
    assert ("awscli" in before(stacks=pipeline().stacks[1:]), "tofu=" in before(opentofu=True)) == (False, True)


@pytest.mark.parametrize(("status", "expected"), [(0, 0), (4, 0), (3, 3)])
@pytest.mark.parametrize("token", ["", "word"], ids=["without a token", "with a token"])
def test_plan(  # noqa: PLR0917  # the cases' columns and fixtures
    status: int, expected: int, token: str, program: Callable[[str, str], None], run: RunProgram, tmp_path: Path
) -> None:
    """Changes are not a failure; the note, with warnings and errors in order, is written if a token allows it."""
    program("jupyterhub-on-eks", f'echo "a warning" >&2; echo "$@"; echo "an error" >&2; exit {status}')
    program("curl", 'echo "$@" >asked')

    done = run(_script("plan"), STACK | REQUEST | ({"MERGE_REQUEST_NOTES_TOKEN": token} if token else {}))

    output = "a warning\ndiff --stack course --no-lock --out course.tfplan --exit-code\nan error\n"
    assert (expected, output, "") == (done.returncode, done.stdout, done.stderr)
    asked = tmp_path / "work/asked"
    assert bool(token) is asked.exists()
    if token:
        assert "https://git.example.org/api/v4/projects/5/merge_requests/7/notes" in asked.read_text(encoding="utf-8")
        assert f"### Stack course\n~~~~text\n{output}~~~~\n" == (tmp_path / "work/note.md").read_text(encoding="utf-8")
