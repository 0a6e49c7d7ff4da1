"""What is wrong with a policy document that a user has written.

Source: IAM user guide, "Grammar of the IAM JSON policy language", and "Policies and permissions", identity-based policies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.models.messages import shown, unknown_key

#: The version of the policy language that knows policy variables; in the older one ``${aws:…}`` is plain text.
LANGUAGE = "2012-10-17"

_STATEMENT = ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition")
_ACTION = re.compile(r"\*|[a-z0-9-]+:[A-Za-z0-9*?]+")
_RESOURCE = re.compile(r"\*|arn:[^\s]+")
_SID = re.compile(r"[A-Za-z0-9]*")
_HOW = "write it like {Effect: Allow, Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::bucket/*']}"


def document_problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Find what IAM would refuse of a policy of a role, or read otherwise than meant. Paths begin at the document.

    Args:
        document: the policy document.
    """
    for key in document:
        if key not in ("Version", "Id", "Statement"):
            yield Problem(unknown_key(str(key), ["Version", "Id", "Statement"]), (key,))
    if (version := document.get("Version", LANGUAGE)) != LANGUAGE:
        yield Problem(f"{shown(version)} doesn't know policy variables; write {LANGUAGE}, or remove the key", ("Version",))
    if not (found := statements(document)):
        yield Problem(f"holds no statement; {_HOW}", ("Statement",) if "Statement" in document else ())
    for path, statement in found:
        if isinstance(statement, Mapping):
            yield from (Problem(problem.message, (*path, *problem.path)) for problem in _statement_problems(statement))
        else:
            yield Problem(f"is not a statement; {_HOW}", path)
    yield from _terraform_escapes(document, ())


def statements(document: Mapping[str, Any]) -> list[tuple[KeyPath, Any]]:
    """Return the statements of a document with their paths; one alone may stand without a list."""
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
            yield Problem("belongs to policies of resources; the policy of a role has none, so remove it", (key,))
        elif key not in _STATEMENT:
            yield Problem(unknown_key(str(key), list(_STATEMENT)), (key,))
    if (effect := statement.get("Effect")) not in ("Allow", "Deny"):
        yield Problem(f"{shown(effect)} is no effect; write Allow or Deny", ("Effect",) if "Effect" in statement else ())
    yield from _element_problems(statement, "Action", _ACTION, "an action; write it with its service, such as s3:GetObject")
    what = "an ARN; write the whole of it, such as arn:aws:s3:::bucket/*, or '*'"
    yield from _element_problems(statement, "Resource", _RESOURCE, what)
    if not _SID.fullmatch(str(statement.get("Sid", ""))):
        yield Problem(f"{shown(statement['Sid'])} is not a name that IAM takes; those hold letters and digits", ("Sid",))
    if not isinstance(statement.get("Condition", {}), Mapping):
        yield Problem("is not a mapping; write it like {StringEquals: {'aws:RequestedRegion': us-west-2}}", ("Condition",))


def _element_problems(statement: Mapping[str, Any], key: str, pattern: re.Pattern[str], what: str) -> Iterator[Problem]:
    """Find what is wrong with the actions or the resources of a statement, which stand under one of two keys."""
    given = [name for name in (key, f"Not{key}") if name in statement]
    if len(given) != 1:
        yield Problem(f"needs one of {key} and Not{key}; {_HOW}")
    for name in given:
        listed = texts(statement[name])
        if not listed or (isinstance(statement[name], list | tuple) and len(listed) < len(statement[name])):
            yield Problem("is neither text nor a list of texts", (name,))
        yield from (
            Problem(f"{shown(text)} is not {what}", (name,)) for text in listed if not is_token(text) and not pattern.fullmatch(text)
        )


def _terraform_escapes(value: Any, path: KeyPath) -> Iterator[Problem]:
    """Find variables with the second dollar sign of Terraform, which this library adds itself."""
    if isinstance(value, str) and "$${" in value:
        yield Problem(f"{shown(value)} has Terraform's escape; write policy variables as AWS does, with one dollar sign: ${{aws:…}}", path)
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, item in items:
        yield from _terraform_escapes(item, (*path, key))
