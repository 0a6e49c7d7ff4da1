"""Names of roles, which IAM limits."""

from __future__ import annotations

import pytest

from constructs_lib.constructs.iam_names import role_name_prefix


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ("research", "research-ebs-csi-"),
        ("a" * 29, f"{'a' * 29}-ebs-csi-"),
        ("a" * 63, f"{'a' * 29}-ebs-csi-"),
        (f"{'a' * 27}-_b", f"{'a' * 27}-ebs-csi-"),
    ],
    ids=["short", "longest", "too long", "cut after a separator"],
)
def test_prefix(stack: str, expected: str) -> None:
    """IAM accepts 38 characters before the random suffix; the purpose is never cut, and no two separators are adjacent."""
    assert expected == role_name_prefix(stack, "ebs-csi")
    assert len(expected) <= 38
