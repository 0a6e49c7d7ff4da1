"""A workflow for GitHub Actions."""

from __future__ import annotations

from typing import Any

from jupyterhub_on_eks.ci.pipeline import NIGHTLY, Pipeline, document

#: Where GitHub looks for workflows.
FILE = ".github/workflows/jupyterhub.yml"

# Actions by the commit of their release: a tag could be moved to another program.
_CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683"
_PYTHON = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065"
_UPLOAD = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02"
_DOWNLOAD = "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093"
_AWS = "aws-actions/configure-aws-credentials@b47578312673ae6fa5b5096b330d9fbac3d116df"
_TERRAFORM = "hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd"
_OPENTOFU = "opentofu/setup-opentofu@592200bd4b9bbf4772ace78f887668b1aee8f716"

#: The releases, which a comment names: Renovate and Dependabot read and raise both.
_RELEASES = {
    _CHECKOUT: "v4.2.2",
    _PYTHON: "v5.6.0",
    _UPLOAD: "v4.6.2",
    _DOWNLOAD: "v4.3.0",
    _AWS: "v4.2.1",
    _TERRAFORM: "v3.1.2",
    _OPENTOFU: "v1.0.5",
}

_RUNNER = "ubuntu-24.04"

_PLAN = """\
set +e
jupyterhub-on-eks diff --stack "$STACK" --out plan.tfplan --exit-code >plan.txt
status=$?
cat plan.txt
{ echo "<!-- jupyterhub-on-eks $STACK -->"; echo "### Stack $STACK"; echo '~~~~text'; head -c 60000 plan.txt; echo '~~~~'; } >comment.md
cat comment.md >>"$GITHUB_STEP_SUMMARY"
case $status in
  0) echo "changes=false" >>"$GITHUB_OUTPUT" ;;
  4) echo "changes=true" >>"$GITHUB_OUTPUT" ;;
  *) exit "$status" ;;
esac
"""

# One comment per stack, which is edited.
_COMMENT = """\
comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
mark="<!-- jupyterhub-on-eks $STACK -->"
id=$(MARK="$mark" gh api --paginate "$comments" --jq '.[] | select(.body | startswith(env.MARK)) | .id' | head -n 1)
if [ -n "$id" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@comment.md
else
  gh api --silent "$comments" --field body=@comment.md
fi
"""

_DRIFT = """\
status=0
jupyterhub-on-eks diff --stack "$STACK" --drift --exit-code || status=$?
if [ "$status" = 4 ]; then
  echo "::error title=drift::The stack $STACK was changed outside of its hub file."
fi
exit "$status"
"""


def workflow(pipeline: Pipeline) -> str:
    """Write the workflow.

    A pull request gets the plan of each stack as a comment; one from a fork gets none, since it gets no identity in AWS. A merge plans
    again, waits for the environment's approval, and applies that plan. Each night the stacks are compared with what is there.
    """
    files = [*pipeline.triggers, FILE]
    text = document(
        [
            f"Checks, plans and deploys the hub files. Written by: {pipeline.command}",
            "A pull request gets each stack's plan as a comment. A merge plans again, waits for the approval of the environment",
            f"{pipeline.environment!r}, and applies that plan. Each night the stacks are compared with what is there.",
        ],
        {
            "name": "JupyterHub",
            "on": {
                "pull_request": {"paths": files},
                "push": {"branches": [pipeline.branch], "paths": files},
                "schedule": [{"cron": NIGHTLY}],
                "workflow_dispatch": {},
            },
            "permissions": {"contents": "read"},
            "env": {"PACKAGE": pipeline.package, "HUBS": pipeline.hubs, "NO_COLOR": "1"},
            "jobs": {"check": _check(pipeline), "plan": _plan(pipeline), "deploy": _deploy(pipeline), "drift": _drift(pipeline)},
        },
    )
    for action, release in _RELEASES.items():
        text = text.replace(f"{action}\n", f"{action} # {release}\n")
    return text


def _installed() -> list[dict[str, Any]]:
    return [
        {"uses": _CHECKOUT, "with": {"persist-credentials": False}},
        {"uses": _PYTHON, "with": {"python-version": "3.13"}},
        {"name": "Install the tool", "run": 'pip install --quiet "$PACKAGE"'},
    ]


def _check(pipeline: Pipeline) -> dict[str, Any]:
    same = f"{pipeline.command} --check"
    steps = [
        *_installed(),
        {"name": "Check the hub files", "run": "jupyterhub-on-eks check --format github"},
        {"name": "Check that this workflow has all stacks", "run": same},
    ]
    return {"runs-on": _RUNNER, "steps": steps}


def _stack_job(pipeline: Pipeline, *, condition: str, role: str, permissions: dict[str, str], needs: str = "") -> dict[str, Any]:
    """Return what is the same in all jobs that run Terraform on each stack."""
    program = {"uses": _TERRAFORM, "with": {"terraform_version": f"~{pipeline.binary_version}", "terraform_wrapper": False}}
    if pipeline.opentofu:
        program = {"uses": _OPENTOFU, "with": {"tofu_version": f"~{pipeline.binary_version}", "tofu_wrapper": False}}
    stacks = [{"stack": stack.name, "region": stack.region} for stack in pipeline.stacks]
    return {
        "if": condition,
        **({"needs": needs} if needs else {}),
        "runs-on": _RUNNER,
        "permissions": {"contents": "read", "id-token": "write", **permissions},
        "concurrency": {"group": "jupyterhub-${{ matrix.stack }}"},
        "strategy": {"fail-fast": False, "matrix": {"include": stacks}},
        "env": {"STACK": "${{ matrix.stack }}"},
        "steps": [*_installed(), program, {"uses": _AWS, "with": {"role-to-assume": role, "aws-region": "${{ matrix.region }}"}}],
    }


def _plan(pipeline: Pipeline) -> dict[str, Any]:
    own = "github.event.pull_request.head.repo.full_name == github.repository"
    job = _stack_job(
        pipeline,
        condition=f"github.event_name != 'schedule' && (github.event_name != 'pull_request' || {own})",
        role=pipeline.plan_role,
        permissions={"pull-requests": "write"},
        needs="check",
    )
    job["steps"] += [
        {"name": "Plan", "id": "plan", "run": _PLAN},
        {
            "name": "Show the plan in the pull request",
            "if": "always() && github.event_name == 'pull_request'",
            "env": {"GH_TOKEN": "${{ github.token }}", "NUMBER": "${{ github.event.pull_request.number }}"},
            "run": _COMMENT,
        },
        {
            "name": "Keep the plan",
            "if": "github.event_name != 'pull_request' && steps.plan.outputs.changes == 'true'",
            "uses": _UPLOAD,
            "with": {"name": "plan-${{ matrix.stack }}", "path": "plan.tfplan", "retention-days": 3},
        },
    ]
    return job


def _deploy(pipeline: Pipeline) -> dict[str, Any]:
    job = _stack_job(
        pipeline,
        condition=f"github.event_name != 'schedule' && github.ref == 'refs/heads/{pipeline.branch}'",
        role=pipeline.role,
        permissions={"actions": "read"},
        needs="plan",
    )
    found = "steps.changes.outputs.found == 'true'"
    listed = "gh api \"repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/artifacts\" --paginate --jq '.artifacts[].name'"
    find = f"""\
if {listed} | grep --quiet --line-regexp --fixed-strings "plan-$STACK"; then
  echo "found=true" >>"$GITHUB_OUTPUT"
fi
"""
    job["environment"] = pipeline.environment
    job["steps"] = [
        {"name": "Find the plan", "id": "changes", "env": {"GH_TOKEN": "${{ github.token }}"}, "run": find},
        *({**step, "if": found} for step in job["steps"]),
        {"if": found, "uses": _DOWNLOAD, "with": {"name": "plan-${{ matrix.stack }}"}},
        {
            "name": "Apply the plan",
            "if": found,
            "run": 'jupyterhub-on-eks deploy --stack "$STACK" --plan plan.tfplan --auto-approve',
        },
    ]
    return job


def _drift(pipeline: Pipeline) -> dict[str, Any]:
    job = _stack_job(pipeline, condition="github.event_name == 'schedule'", role=pipeline.plan_role, permissions={})
    job["steps"].append({"name": "Compare the stack with what is there", "run": _DRIFT})
    return job
