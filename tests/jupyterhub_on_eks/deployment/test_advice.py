"""What to do about failures of Terraform."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.deployment.advice import advice
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack

_LOCKED = """Error: Error acquiring the state lock
│ Lock Info:
│   ID:        7b1c-2
│   Path:      bucket/key"""


@pytest.mark.parametrize(
    ("message", "fix"),
    [
        (_LOCKED, "cd cdktf.out/stacks/research && tofu force-unlock 7b1c-2"),
        ("Error: Error acquiring the state lock", "tofu force-unlock LOCK_ID"),
        ("Error: Error acquiring the state lock\n│ api error AccessDenied: s3:PutObject", "diff --no-lock"),
        ("Error: Error acquiring the state lock\n│ api error ExpiredToken: The security token", "aws sso login"),
        ("Error: Saved plan is stale", "Make a new plan"),
        ("│ Error: Backend configuration\n│ changed", "tofu init -migrate-state"),
        ("api error ExpiredToken: The security token included in the request is expired", "aws sso login"),
        ("Error: No valid credential sources found", "aws sts get-caller-identity"),
        ("User: x is not authorized to perform: eks:DescribeCluster", "lacks a permission"),
        ("Error: Failed to query available provider packages", "HTTPS_PROXY"),
        ("doesn't match any of the checksums previously recorded", "locks/research.terraform.lock.hcl"),
    ],
)
def test_fix(message: str, fix: str, make_stack: MakeStack) -> None:
    """For each known failure, also if Terraform's frame breaks its lines."""
    assert fix in (advice(message, make_stack(terraform={"backend": {"s3": {}}}), "tofu") or "")


@pytest.mark.parametrize("template", [{}, {"terraform": {"backend": {"local": {"path": "a.tfstate"}}}}])
def test_lock_of_a_state_file(template: dict[str, Any], make_stack: MakeStack) -> None:
    """It ends with its process; `force-unlock` would fail with "LocalState not locked"."""
    fix = advice(_LOCKED, make_stack(**template), "terraform") or ""

    assert "end its process" in fix
    assert "force-unlock" not in fix


def test_unknown_failure(make_stack: MakeStack) -> None:
    """Terraform's own message is all there is."""
    assert None is advice("Error: something else", make_stack(), "terraform")
