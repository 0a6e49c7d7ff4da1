"""Mistakes in policy documents; whole files are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.user_identity.document import document_problems, statements, texts

_RIGHT: dict[str, Any] = {
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/kubernetes-pod-name}/*",
}


def _found(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(".".join(map(str, problem.path)), problem.message) for problem in document_problems(document)]


@pytest.mark.parametrize(
    "document",
    [
        {"Statement": _RIGHT},
        {"Version": "2012-10-17", "Id": "x", "Statement": [_RIGHT, {**_RIGHT, "Sid": "Two", "Effect": "Deny"}]},
        {
            "Statement": [
                {"Effect": "Allow", "NotAction": ["iam:*"], "NotResource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}
            ]
        },
        {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": ["*", "arn:aws-cn:s3:::b"]}]},
    ],
)
def test_right_documents(document: dict[str, Any]) -> None:
    """One statement or a list, with all elements that a policy of a role may have."""
    assert [] == _found(document)


@pytest.mark.parametrize(
    ("document", "path", "expected"),
    [
        ({}, "", "contains no statement"),
        ({"Statement": []}, "Statement", "contains no statement"),
        ({"Statement": "s3:*"}, "Statement", "is not a statement"),
        ({"Statement": [_RIGHT, "x"]}, "Statement.1", "is not a statement"),
        ({"Version": "2008-10-17", "Statement": _RIGHT}, "Version", "'2008-10-17' does not support policy variables; use 2012-10-17"),
        ({"Statements": [], "Statement": _RIGHT}, "Statements", "unknown key; did you mean Statement?"),
        ({"Statement": {**_RIGHT, "Principal": "*"}}, "Statement.Principal", "is allowed only in resource policies"),
        ({"Statement": {**_RIGHT, "Resources": "*"}}, "Statement.Resources", "unknown key; did you mean Resource?"),
        ({"Statement": {**_RIGHT, "Effect": "allow"}}, "Statement.Effect", "'allow' is not an effect; use Allow or Deny"),
        ({"Statement": {**_RIGHT, "Action": "GetObject"}}, "Statement.Action", "'GetObject' is not an action"),
        ({"Statement": {**_RIGHT, "Action": []}}, "Statement.Action", "is neither text nor a list of texts"),
        ({"Statement": {**_RIGHT, "Resource": ["*", 1]}}, "Statement.Resource", "is neither text nor a list of texts"),
        ({"Statement": {**_RIGHT, "Resource": "bucket"}}, "Statement.Resource", "'bucket' is not an ARN"),
        ({"Statement": {**_RIGHT, "NotAction": "s3:*"}}, "Statement", "requires exactly one of Action and NotAction"),
        ({"Statement": {"Effect": "Allow", "Action": "s3:*"}}, "Statement", "requires exactly one of Resource and NotResource"),
        ({"Statement": {**_RIGHT, "Sid": "a b"}}, "Statement.Sid", "'a b' is not a valid Sid"),
        ({"Statement": {**_RIGHT, "Condition": []}}, "Statement.Condition", "is not a mapping"),
        (
            {"Statement": {**_RIGHT, "Resource": "arn:aws:s3:::b/$${aws:username}"}},
            "Statement.Resource",
            "'arn:aws:s3:::b/$${aws:username}' has Terraform's escape; use AWS's form of policy variables, with one dollar sign: ${aws:…}",
        ),
    ],
)  # fmt: skip
def test_wrong_documents(document: dict[str, Any], path: str, expected: str) -> None:
    """Each mistake is found alone, at its key."""
    ((where, message),) = _found(document)

    assert path == where
    assert message.startswith(expected)


def test_parts_of_a_document() -> None:
    """A single statement counts as a list of one, a single text as a list too."""
    assert [(("Statement",), _RIGHT)] == statements({"Statement": _RIGHT})
    assert [(("Statement", 0), _RIGHT)] == statements({"Statement": [_RIGHT]})
    assert [["a"], ["a", "b"], []] == [texts("a"), texts(["a", 1, "b"]), texts(None)]
