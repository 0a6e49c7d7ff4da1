"""What a deployment would change, with the real Terraform."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment import diff
from tests.jupyterhub_on_eks.deployment.small_bucket import small_bucket
from tests.jupyterhub_on_eks.deployment.small_project import SmallProject, need_terraform


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """A folder with a deployed stack, whose JSON then changes."""
    need_terraform()
    made = SmallProject(tmp_path / "project")
    made.write("lab", {"a": {"input": "one"}, "b": {"triggers_replace": "1"}, "c": {}})
    assert 0 == made.run("deploy", "--yes").returncode
    return made


def test_changes_and_their_status(project: SmallProject) -> None:
    """0 without --exit-code, 4 with it; the JSON document has the same, and lists keys without their values."""
    unchanged = project.run("diff", "--exit-code")
    assert (0, "lab: no changes.\n", "") == (unchanged.returncode, unchanged.stdout, unchanged.stderr)
    project.write("lab", {"a": {"input": "two"}, "b": {"triggers_replace": "2"}, "d": {}})

    run = project.run("diff")

    assert (0, "") == (run.returncode, run.stderr)
    assert (
        "lab: 1 to create, 1 to change, 1 to replace, 1 to destroy\n"
        "  + create   terraform_data.d\n  ~ change   terraform_data.a (input, output)\n"
        "  ± replace  terraform_data.b because of triggers_replace\n  - destroy  terraform_data.c\n"
    ) == run.stdout
    found = project.run("diff", "--json", "--exit-code")
    assert 4 == found.returncode
    document = json.loads(found.stdout)
    assert (diff.FORMAT, ["lab"]) == (document["format"], [stack["stack"] for stack in document["stacks"]])
    assert ["terraform_data.d", "terraform_data.a", "terraform_data.b", "terraform_data.c"] == [
        change["address"] for change in document["stacks"][0]["changes"]
    ]
    assert '"one" -> "two"' in project.run("diff", "--full").stdout


def test_stack_that_fails_is_in_the_document(project: SmallProject) -> None:
    """With its error; the other one with its changes. The status is that of the failure."""
    project.write("bad", {"x": {"input": "${terraform_data.none.id}"}})

    run = project.run("diff", "--json", "--exit-code")

    assert 3 == run.returncode
    bad, lab = json.loads(run.stdout)["stacks"]
    assert "Reference to undeclared resource" in bad["error"]
    assert {"create": 0, "change": 0, "replace": 0, "destroy": 0, "forget": 0, "import": 0} == lab["counts"]


def test_no_drift(project: SmallProject) -> None:
    """The hub file isn't compared: only what was changed outside."""
    project.write("lab", {"a": {"input": "two"}})

    run = project.run("diff", "--drift", "--exit-code")

    assert (0, "lab: nothing was changed outside of the stack.\n") == (run.returncode, run.stdout), run.stderr


def test_plan_of_several_stacks_is_not_saved(project: SmallProject) -> None:
    """A plan belongs to one stack."""
    project.write("other", {"a": {}})

    run = project.run("diff", "--out", "plan")

    assert 2 == run.returncode
    assert "There are several stacks: lab, other. Name one, for example --stack lab" in run.stderr
    several = project.run("diff", "--out", "plan", "--stack", "lab", "--stack", "other")
    assert (2, "--out takes one stack; name it with --stack.\n") == (several.returncode, several.stderr)


def test_a_role_that_may_only_read_plans_without_a_lock(tmp_path: Path) -> None:
    """The lock is an object in the bucket. Nothing is written there without it, neither for a plan nor for drift; the plan can be applied."""
    need_terraform()
    project = SmallProject(tmp_path / "project")
    with small_bucket() as bucket:
        backend = {"backend": bucket.backend("hubs/lab.tfstate")}
        project.write("lab", {"a": {"input": "one"}}, terraform=backend)
        assert 0 == project.run("deploy", "--yes").returncode
        assert "PUT hubs/lab.tfstate.tflock" in bucket.writes
        project.write("lab", {"a": {"input": "two"}}, terraform=backend)

        bucket.read_only = True
        locked = project.run("diff")
        assert (3, True) == (locked.returncode, "Error acquiring the state lock" in locked.stderr)
        bucket.writes.clear()
        drift = project.run("diff", "--no-lock", "--drift", "--exit-code")
        plan = project.run("diff", "--no-lock", "--out", "plan", "--exit-code")
        assert (0, 4, []) == (drift.returncode, plan.returncode, bucket.writes), drift.stderr + plan.stderr

        bucket.read_only = False
        assert 0 == project.run("deploy", "--plan", "plan", "--yes").returncode
    assert b'"two"' in bucket.objects["hubs/lab.tfstate"]
