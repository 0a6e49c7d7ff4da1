"""A pipeline for GitLab CI/CD."""

from __future__ import annotations

from typing import Any

from jupyterhub_on_eks.ci.pipeline import Pipeline, document

#: Where GitLab looks for the pipeline.
FILE = ".gitlab-ci.yml"

_IMAGE = "python:3.13-slim-bookworm"

# The job's token is exchanged for credentials by the AWS SDK. Source: GitLab, "Configure OpenID Connect in AWS".
_IDENTITY = """\
umask 077
printf '%s' "$AWS_ID_TOKEN" >/tmp/aws-token
"""

_TERRAFORM = """\
apt-get update -qq
apt-get install -qq --yes --no-install-recommends ca-certificates curl gpg
curl -fsSL https://apt.releases.hashicorp.com/gpg | gpg --dearmor -o /usr/share/keyrings/hashicorp.gpg
echo "deb [signed-by=/usr/share/keyrings/hashicorp.gpg] https://apt.releases.hashicorp.com bookworm main" >/etc/apt/sources.list.d/hashicorp.list
apt-get update -qq
apt-get install -qq --yes "terraform=$BINARY_VERSION.*"
"""

_OPENTOFU = """\
apt-get update -qq
apt-get install -qq --yes --no-install-recommends ca-certificates curl gpg
curl -fsSL https://get.opentofu.org/opentofu.gpg -o /usr/share/keyrings/opentofu.gpg
curl -fsSL https://packages.opentofu.org/opentofu/tofu/gpgkey | gpg --dearmor -o /usr/share/keyrings/opentofu-repo.gpg
echo "deb [signed-by=/usr/share/keyrings/opentofu.gpg,/usr/share/keyrings/opentofu-repo.gpg] \
https://packages.opentofu.org/opentofu/tofu/any/ any main" >/etc/apt/sources.list.d/opentofu.list
apt-get update -qq
apt-get install -qq --yes "tofu=$BINARY_VERSION.*"
"""

_PLAN = """\
status=0
jupyterhub-on-eks diff --stack "$STACK" --out "$STACK.tfplan" --exit-code >"$STACK.txt" || status=$?
cat "$STACK.txt"
if [ -n "${CI_MERGE_REQUEST_IID:-}" ] && [ -n "${MERGE_REQUEST_NOTES_TOKEN:-}" ]; then
  { echo "### Stack $STACK"; echo '~~~~text'; head -c 60000 "$STACK.txt"; echo '~~~~'; } >note.md
  curl --fail --silent --show-error --output /dev/null --header "PRIVATE-TOKEN: $MERGE_REQUEST_NOTES_TOKEN" --data-urlencode "body@note.md" \\
    "$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
fi
case $status in 0 | 4) ;; *) exit "$status" ;; esac
"""

_DEPLOY = """\
jupyterhub-on-eks deploy --stack "$STACK" --plan "$STACK.tfplan" --auto-approve
"""

_DRIFT = """\
jupyterhub-on-eks diff --stack "$STACK" --drift --exit-code
"""


def gitlab_pipeline(pipeline: Pipeline) -> str:
    """Write the pipeline.

    A merge request gets the plan of each stack in its job, and as a note if the CI/CD variable ``MERGE_REQUEST_NOTES_TOKEN`` is set. On the
    branch that is deployed, the plan is made again, and a person starts the job that applies it. A scheduled pipeline looks for drift.
    """
    on_branch = f'$CI_COMMIT_BRANCH == "{pipeline.branch}" && $CI_PIPELINE_SOURCE != "schedule"'
    changed = [*pipeline.triggers, FILE]
    request = {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"', "changes": changed}
    branch = {"if": on_branch, "changes": changed}
    return document(
        [
            f"Checks, plans and deploys the hub files. Written by: {pipeline.command}",
            "A merge request gets each stack's plan. On the default branch a person starts the job that applies the plan made there.",
            "A pipeline schedule (Build > Pipeline schedules) compares the stacks with what is there: once a night is a good time.",
        ],
        {
            "stages": ["check", "plan", "deploy", "drift"],
            "default": {"image": _IMAGE, "before_script": ['pip install --quiet --root-user-action=ignore "$PACKAGE"']},
            "variables": {
                "PACKAGE": pipeline.package,
                "HUBS": pipeline.hubs,
                "NO_COLOR": "1",
                "BINARY_VERSION": pipeline.binary_version,
            },
            "check": {
                "stage": "check",
                "script": ["jupyterhub-on-eks check", f"{pipeline.command} --check"],
                "rules": [request, branch],
            },
            "plan": _job(pipeline, "plan", pipeline.plan_role, _PLAN, [request, branch])
            | {"artifacts": {"paths": ["*.tfplan"], "expire_in": "3 days", "access": "developer"}},
            "deploy": _job(pipeline, "deploy", pipeline.role, _DEPLOY, [branch | {"when": "manual"}])
            | {"environment": {"name": f"{pipeline.environment}/$STACK"}, "needs": _same_stack(pipeline)},
            "drift": _job(pipeline, "drift", pipeline.plan_role, _DRIFT, [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]),
        },
    )


def _job(pipeline: Pipeline, stage: str, role: str, script: str, rules: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a job that runs Terraform on each stack."""
    install = _OPENTOFU if pipeline.opentofu else _TERRAFORM
    packages = ['pip install --quiet --root-user-action=ignore "$PACKAGE"']
    if any(stack.needs_aws_cli for stack in pipeline.stacks):
        packages.append("pip install --quiet --root-user-action=ignore awscli")
    stacks = [{"STACK": stack.name, "AWS_REGION": stack.region} for stack in pipeline.stacks]
    return {
        "stage": stage,
        "parallel": {"matrix": stacks},
        "resource_group": "jupyterhub-$STACK",
        "id_tokens": {"AWS_ID_TOKEN": {"aud": "sts.amazonaws.com"}},
        "variables": {"AWS_ROLE_ARN": role, "AWS_WEB_IDENTITY_TOKEN_FILE": "/tmp/aws-token"},  # noqa: S108  # of the job's own container
        "before_script": [install, *packages, _IDENTITY],
        "script": [script],
        "rules": rules,
    }


def _same_stack(pipeline: Pipeline) -> list[dict[str, Any]]:
    """Return what lets a stack's deployment take the plans. Source: GitLab, "needs:parallel:matrix"."""
    stacks = [{"STACK": stack.name, "AWS_REGION": stack.region} for stack in pipeline.stacks]
    return [{"job": "plan", "parallel": {"matrix": stacks}}]
