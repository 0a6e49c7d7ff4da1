"""The policy of a file system: access with TLS through an access point, or none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from constructs_lib.constructs.storage.efs_file_system_policy import EfsFileSystemPolicy
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import new_stack, rendered
from tests.constructs_lib.storage_files import efs_hub

ARN = "arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-0123456789abcdef0"
MOUNT, WRITE, ROOT = (f"elasticfilesystem:Client{action}" for action in ("Mount", "Write", "RootAccess"))


def _policy(**properties: Any) -> tuple[EfsFileSystemPolicy, dict[str, Any]]:
    stack = new_stack()
    given = {"allow_root": False, "keep": False, "supports_forget": False, **properties}
    policy = EfsFileSystemPolicy(stack, "Policy", file_system_id="fs-0123456789abcdef0", file_system_arn=ARN, **given)
    return policy, rendered(stack, ready=policy.ready)


def _statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    statements: list[dict[str, Any]] = json.loads(only(document, "aws_efs_file_system_policy")["policy"])["Statement"]
    return statements


def _allows(statements: list[dict[str, Any]], action: str, context: dict[str, str]) -> bool:
    """Decide as AWS does for an anonymous client: a statement allows it, and none denies it."""

    def holds(statement: dict[str, Any]) -> bool:
        conditions = statement["Condition"]
        flags = all(context.get(key) == value for key, value in conditions.get("Bool", {}).items())
        likes = conditions.get("StringLike", {})
        return action in statement["Action"] and flags and all(":access-point/" in context.get(key, "") for key in likes)

    found = {statement["Effect"] for statement in statements if holds(statement)}
    return found == {"Allow"}


CLIENT = {
    "aws:SecureTransport": "true",
    "elasticfilesystem:AccessedViaMountTarget": "true",
    "elasticfilesystem:AccessPointArn": "arn:aws:elasticfilesystem:us-west-2:111122223333:access-point/fsap-1",
}


def test_driver_mounts_through_access_points() -> None:
    """With TLS, anonymously, from a mount target: it reads and writes, and is not root."""
    statements = _statements(_policy()[1])

    assert [True, True, False] == [_allows(statements, action, CLIENT) for action in (MOUNT, WRITE, ROOT)]
    assert {ARN} == {statement["Resource"] for statement in statements}


@pytest.mark.parametrize("action", [MOUNT, WRITE, ROOT])
@pytest.mark.parametrize("lack", CLIENT)
@pytest.mark.parametrize("allow_root", [True, False])
def test_nothing_without_tls_or_an_access_point(allow_root: bool, lack: str, action: str) -> None:  # noqa: FBT001  # a parameter of the test
    """Nor for what doesn't come through a mount target."""
    statements = _statements(_policy(allow_root=allow_root)[1])

    assert not _allows(statements, action, {key: value for key, value in CLIENT.items() if key != lack})
    assert not _allows(statements, action, {**CLIENT, lack: "false"})
    assert {"aws:SecureTransport": "false"} in [statement["Condition"]["Bool"] for statement in statements if statement["Effect"] == "Deny"]


def test_root_only_if_servers_are_root(synth: Synth) -> None:
    """An access point with user id 0 needs it."""
    assert _allows(_statements(_policy(allow_root=True)[1]), ROOT, CLIENT)
    assert _allows(_statements(synth(efs_hub(hub={"run_as_root": True}))), ROOT, CLIENT)
    assert not _allows(_statements(synth(efs_hub())), ROOT, CLIENT)


def test_api_is_not_denied() -> None:
    """Backups, and the next change of the policy, are not client actions; so AWS's check against a lockout stays on."""
    _, document = _policy()

    actions = {action for statement in _statements(document) for action in statement["Action"]}
    assert {MOUNT, WRITE, ROOT} == actions
    assert "bypass_policy_lockout_safety_check" not in only(document, "aws_efs_file_system_policy")


@pytest.mark.parametrize(("supports_forget", "lifecycle"), [(True, {"destroy": False}), (False, {"prevent_destroy": True})])
def test_kept_with_the_file_system(supports_forget: bool, lifecycle: dict[str, bool]) -> None:  # noqa: FBT001  # a parameter of the test
    """What RETAIN keeps stays protected."""
    policy, document = _policy(keep=True, supports_forget=supports_forget)
    (name,) = document["resource"]["aws_efs_file_system_policy"]

    assert [f"aws_efs_file_system_policy.{name}"] == policy.retained == only(document, "test_later")["depends_on"]
    assert lifecycle == only(document, "aws_efs_file_system_policy")["lifecycle"]


def test_not_kept_by_default() -> None:
    """It is destroyed with the file system; the addresses are those that a stack which no longer creates it has to forget."""
    policy, document = _policy()
    (name,) = document["resource"]["aws_efs_file_system_policy"]

    assert [] == policy.retained
    assert "lifecycle" not in only(document, "aws_efs_file_system_policy")
    assert [f"aws_efs_file_system_policy.{name}"] == EfsFileSystemPolicy.addresses(new_stack(), "Policy")


def test_someone_elses_file_system_gets_none(synth: Synth) -> None:
    """Also if its mount targets are created here."""
    for makes_targets in (False, True):
        existing = efs_hub(removal_policy="RETAIN", existing_file_system_id="fs-0123456789abcdef0", create_mount_targets=makes_targets)
        document = synth(existing)
        assert "aws_efs_file_system_policy" not in document["resource"]
