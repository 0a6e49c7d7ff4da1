"""Validation of a user's own policy document.

Source: IAM user guide, "Grammar of the IAM JSON policy language", and "Policies and permissions", identity-based policies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.models.messages import shown, unknown_key

#: The version of the policy language with policy variables; in the older one ``${aws:…}`` is plain text.
LANGUAGE = "2012-10-17"

_STATEMENT = ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition")
_ACTION = re.compile(r"\*|[a-z0-9-]+:[A-Za-z0-9*?]+")
_RESOURCE = re.compile(r"\*|arn:[^\s]+")
_SID = re.compile(r"[A-Za-z0-9]*")
_HOW = "use the form {Effect: Allow, Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::bucket/*']}"


def document_problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Find parts of a role's policy that IAM would refuse or interpret differently. Paths begin at the document.

    Args:
        document: the policy document.
    """
    for key in document:
        if key not in ("Version", "Id", "Statement"):
            yield Problem(unknown_key(str(key), ["Version", "Id", "Statement"]), (key,))
    if (version := document.get("Version", LANGUAGE)) != LANGUAGE:
        yield Problem(f"{shown(version)} does not support policy variables; use {LANGUAGE}, or remove the key", ("Version",))
    if not (found := statements(document)):
        yield Problem(f"contains no statement; {_HOW}", ("Statement",) if "Statement" in document else ())
    for path, statement in found:
        if isinstance(statement, Mapping):
            yield from (Problem(problem.message, (*path, *problem.path)) for problem in _statement_problems(statement))
        else:
            yield Problem(f"is not a statement; {_HOW}", path)
    yield from _terraform_escapes(document, ())


def statements(document: Mapping[str, Any]) -> list[tuple[KeyPath, Any]]:
    """Return the statements of a document with their paths; a single statement needs no list."""
    given = document.get("Statement")
    if isinstance(given, list | tuple):
        return [(("Statement", position), statement) for position, statement in enumerate(given)]
    return [] if given is None else [(("Statement",), given)]


def texts(value: Any) -> list[str]:
    """Return the texts of an element that is one text or a list of them."""
    return [item for item in (value if isinstance(value, list | tuple) else [value]) if isinstance(item, str)]


def _statement_problems(statement: Mapping[str, Any]) -> Iterator[Problem]:
    for key in statement:
        if key in ("Principal", "NotPrincipal"):
            yield Problem("is allowed only in resource policies, not in the policy of a role; remove it", (key,))
        elif key not in _STATEMENT:
            yield Problem(unknown_key(str(key), list(_STATEMENT)), (key,))
    if (effect := statement.get("Effect")) not in ("Allow", "Deny"):
        yield Problem(f"{shown(effect)} is not an effect; use Allow or Deny", ("Effect",) if "Effect" in statement else ())
    yield from _element_problems(statement, "Action", _ACTION, "an action; include its service, for example s3:GetObject")
    what = "an ARN; use a full ARN such as arn:aws:s3:::bucket/*, or '*'"
    yield from _element_problems(statement, "Resource", _RESOURCE, what)
    if not _SID.fullmatch(str(statement.get("Sid", ""))):
        yield Problem(f"{shown(statement['Sid'])} is not a valid Sid; use letters and digits", ("Sid",))
    if not isinstance(statement.get("Condition", {}), Mapping):
        yield Problem("is not a mapping; use the form {StringEquals: {'aws:RequestedRegion': us-west-2}}", ("Condition",))


def _element_problems(statement: Mapping[str, Any], key: str, pattern: re.Pattern[str], what: str) -> Iterator[Problem]:
    """Find problems of the actions or the resources of a statement, which are under one of two keys."""
    given = [name for name in (key, f"Not{key}") if name in statement]
    if len(given) != 1:
        yield Problem(f"requires exactly one of {key} and Not{key}; {_HOW}")
    for name in given:
        listed = texts(statement[name])
        if not listed or (isinstance(statement[name], list | tuple) and len(listed) < len(statement[name])):
            yield Problem("is neither text nor a list of texts; use one of them", (name,))
        yield from (
            Problem(f"{shown(text)} is not {what}", (name,)) for text in listed if not is_token(text) and not pattern.fullmatch(text)
        )


def _terraform_escapes(value: Any, path: KeyPath) -> Iterator[Problem]:
    """Find variables with Terraform's second dollar sign, which this library adds itself."""
    if isinstance(value, str) and "$${" in value:
        yield Problem(f"{shown(value)} has Terraform's escape; use AWS's form of policy variables, with one dollar sign: ${{aws:…}}", path)
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, item in items:
        yield from _terraform_escapes(item, (*path, key))
