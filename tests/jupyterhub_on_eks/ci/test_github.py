"""The workflow for GitHub Actions."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from jupyterhub_on_eks.ci.github import workflow
from tests.jupyterhub_on_eks.ci.conftest import RunProgram, pipeline

STACKS = [{"stack": "course", "region": "us-west-2"}, {"stack": "lab", "region": "eu-west-1"}]
STACK = {"STACK": "course", "GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary", "GITHUB_REPOSITORY": "lab/hubs"}


def _workflow(**other: Any) -> dict[str, Any]:
    loaded = yaml.safe_load(workflow(pipeline(**other)))
    loaded["on"] = loaded.pop(True)  # YAML 1.1 reads `on` as true; GitHub does not
    return dict(loaded)


def _steps(job: str) -> list[dict[str, Any]]:
    return list(_workflow()["jobs"][job]["steps"])


def _program(job: str, name: str) -> str:
    return next(str(step["run"]) for step in _steps(job) if step.get("name") == name)


def test_jobs_and_their_triggers() -> None:
    """A pull request is checked and planned, a merge deployed, and each night everything is compared."""
    found = _workflow()

    assert {"pull_request", "push", "schedule", "workflow_dispatch"} == set(found["on"])
    assert ["main"] == found["on"]["push"]["branches"]
    assert ["check", "plan", "changes", "deploy", "drift"] == list(found["jobs"])
    assert ("check", "plan", "changes", "production") == (
        found["jobs"]["plan"]["needs"],
        found["jobs"]["changes"]["needs"],
        found["jobs"]["deploy"]["needs"],
        found["jobs"]["deploy"]["environment"],
    )
    assert "github.event.pull_request.head.repo.full_name == github.repository" in found["jobs"]["plan"]["if"]
    assert "github.ref == 'refs/heads/main'" in found["jobs"]["changes"]["if"]


def test_plans_cancel_no_other_job() -> None:
    """A pull request's newer plan replaces its older one only; deployments wait for each other and are never interrupted."""
    jobs = _workflow()["jobs"]

    assert {"plan": True, "deploy": False} == {
        job: jobs[job]["concurrency"]["cancel-in-progress"] for job in jobs if "concurrency" in jobs[job]
    }
    assert jobs["plan"]["concurrency"]["group"].endswith("-${{ github.event.pull_request.number || github.run_id }}")
    assert "jupyterhub-deploy-${{ matrix.stack }}" == jobs["deploy"]["concurrency"]["group"]


def test_folder_in_the_repository(program: Callable[[str, str], None], run: RunProgram) -> None:
    """Commands run there; the patterns, the plan's file and the places of mistakes are relative to the root."""
    found = _workflow(folder="teaching/a")
    jobs = found["jobs"]

    assert ["teaching/a/hubs/**", "teaching/a/more hubs/lab.yaml", "teaching/a/locks/**", "ci.yml"] == found["on"]["push"]["paths"]
    assert {"check", "plan", "deploy", "drift"} == {job for job in jobs if jobs[job].get("defaults")}
    assert {"run": {"working-directory": "teaching/a"}} == jobs["plan"]["defaults"]
    assert ("teaching/a/plan.tfplan", "teaching/a") == (
        jobs["plan"]["steps"][-1]["with"]["path"],
        jobs["deploy"]["steps"][-2]["with"]["path"],
    )
    program("jupyterhub-on-eks", 'echo "::error title=a,file=hubs/a.yaml,line=1::the file=b"; exit 1')
    done = run(next(step["run"] for step in jobs["check"]["steps"] if step.get("name") == "Check the hub files"), found["env"])
    assert (1, "::error title=a,file=teaching/a/hubs/a.yaml,line=1::the file=b\n") == (done.returncode, done.stdout)


def test_each_stack_has_its_region() -> None:
    """In every job that runs Terraform; a deployment has those with changes."""
    for job in ("plan", "drift"):
        assert STACKS == _workflow()["jobs"][job]["strategy"]["matrix"]["include"]
    assert "${{ fromJSON(needs.changes.outputs.stacks) }}" == _workflow()["jobs"]["deploy"]["strategy"]["matrix"]["include"]


def test_only_a_deployment_may_change_anything() -> None:
    """The other jobs have the read-only role; none has more permissions on GitHub than it uses."""
    jobs = _workflow()["jobs"]
    roles = {
        job: step["with"]["role-to-assume"].rpartition("/")[2]
        for job in jobs
        for step in jobs[job]["steps"]
        if "role-to-assume" in step.get("with", {})
    }

    assert {"plan": "plan", "deploy": "deploy", "drift": "plan"} == roles
    assert {"contents": "read"} == _workflow()["permissions"]
    assert {"plan": {"pull-requests"}, "deploy": set(), "drift": set()} == {
        job: {name for name, level in jobs[job]["permissions"].items() if level == "write"} - {"id-token"} for job in roles
    }


def test_actions_are_pinned_by_commit() -> None:
    """With their release in a comment."""
    lines = [line for line in workflow(pipeline()).splitlines() if "uses:" in line]

    assert lines
    assert [] == [line for line in lines if not re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)]


def test_programs_get_names_in_variables() -> None:
    """A program never contains an expression, in which a name could be a command; bash can parse each."""
    for job in _workflow()["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            assert 0 == subprocess.run(["bash", "-n", "-c", step.get("run", "")], check=False).returncode


def test_opentofu() -> None:
    """Instead of Terraform, in its version."""
    steps = _workflow(opentofu=True, binary_version="1.12")["jobs"]["plan"]["steps"]

    (used,) = (step["with"] for step in steps if step.get("uses", "").startswith("opentofu/"))
    assert "~1.12" == used["tofu_version"]
    assert [] == [step for step in steps if step.get("uses", "").startswith("hashicorp/")]


@pytest.mark.parametrize(("status", "expected", "output"), [(0, 0, "changes=false\n"), (4, 0, "changes=true\n"), (3, 3, None)])
def test_plan(  # noqa: PLR0917  # the cases' columns and fixtures
    status: int, expected: int, output: str | None, program: Callable[[str, str], None], run: RunProgram, tmp_path: Path
) -> None:
    """Changes are not a failure; the output, with warnings and errors in order, goes to the log, the summary and the comment."""
    program("jupyterhub-on-eks", f'echo "a warning" >&2; echo "$@"; echo "an error" >&2; exit {status}')

    done = run(_program("plan", "Plan"), STACK)

    printed = "a warning\ndiff --stack course --no-lock --out plan.tfplan --exit-code\nan error\n"
    assert (expected, printed, "") == (done.returncode, done.stdout, done.stderr)
    written = tmp_path / "work/output"
    assert output == (written.read_text(encoding="utf-8") if written.exists() else None)
    comment = (tmp_path / "work/comment.md").read_text(encoding="utf-8")
    assert f"<!-- jupyterhub-on-eks course -->\n### Stack course\n~~~~text\n{printed}~~~~\n" == comment
    assert comment == (tmp_path / "work/summary").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ("", "api --silent repos/lab/hubs/issues/7/comments --field body=@comment.md"),
        ("12", "api --silent --method PATCH repos/lab/hubs/issues/comments/12 --field body=@comment.md"),
    ],
    ids=["new", "edited"],
)
def test_comment(present: str, expected: str, program: Callable[[str, str], None], run: RunProgram, tmp_path: Path) -> None:
    """One for each stack, which is edited."""
    program("gh", f'case "$*" in *--jq*) printf "%s" "{present}" ;; *) echo "$@" >>asked ;; esac')

    assert 0 == run(_program("plan", "Show the plan in the pull request"), STACK | {"NUMBER": "7"}).returncode
    assert f"{expected}\n" == (tmp_path / "work/asked").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("artifacts", "found"),
    [("plan-course\\n", STACKS[:1]), ("plan-course-2\\nplan-lab\\n", STACKS[1:]), ("plan-lab\\nplan-course\\n", STACKS), ("", [])],
    ids=["one", "a longer name", "all", "none"],
)
def test_only_a_stack_with_changes_waits_for_approval(
    artifacts: str, found: list[dict[str, str]], program: Callable[[str, str], None], run: RunProgram, tmp_path: Path
) -> None:
    """One with a plan of this run; without any, nothing is deployed."""
    program("gh", f"printf '{artifacts}'")
    name = "Find the stacks with changes"
    (step,) = (step for step in _steps("changes") if step["name"] == name)

    assert 0 == run(step["run"], STACK | {"GITHUB_RUN_ID": "1", "STACKS": step["env"]["STACKS"]}).returncode
    assert found == json.loads((tmp_path / "work/output").read_text(encoding="utf-8").removeprefix("stacks="))
    assert ("needs.changes.outputs.stacks != '[]'", "[]") == (_workflow()["jobs"]["deploy"]["if"], json.dumps([]))


@pytest.mark.parametrize(("status", "expected"), [(0, 0), (4, 1), (3, 0)])
def test_drift(status: int, expected: int, program: Callable[[str, str], None], run: RunProgram) -> None:
    """A stack that was changed elsewhere fails the nightly run, with a line on GitHub's page."""
    program("jupyterhub-on-eks", f"exit {status}")

    done = run(_program("drift", "Check the stack for drift"), STACK)

    assert (status, bool(expected)) == (done.returncode, done.stdout.startswith("::error title=drift::The stack course"))
