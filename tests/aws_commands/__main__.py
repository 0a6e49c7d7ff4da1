"""Compares AWS CLI commands with AWS's models of its services.

``.tools/aws/bin/python -m tests.aws_commands`` reads a JSON list of commands, each a list of arguments without ``aws``, and prints a JSON
list: for each command what is wrong with it, or null. The AWS CLI derives its operations and options from the same models.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from typing import Any

import jmespath
from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.session import get_session

#: Options that every command has. Source: AWS CLI Command Reference, "aws", Global Options, and those for pagination.
_GLOBAL = {"--query", "--output", "--region", "--profile", "--endpoint-url", "--no-cli-pager", "--max-items", "--no-paginate"}

#: Commands that the AWS CLI has beyond the models, with their options. Source: AWS CLI Command Reference, "eks".
_OWN = {
    ("eks", "update-kubeconfig"): {"--name", "--kubeconfig", "--role-arn", "--alias", "--user-alias", "--dry-run", "--verbose"},
    ("eks", "get-token"): {"--cluster-name", "--role-arn"},
}

#: Commands whose first values are paths. Source: AWS CLI Command Reference, "s3".
_OF_PATHS = {("s3", "cp"): {"--recursive", "--exclude", "--include"}, ("s3", "ls"): {"--recursive", "--human-readable", "--summarize"}}

#: Keys of ``Metadata`` of a restore into EFS. Source: AWS Backup Developer Guide, "Restore an Amazon EFS file system".
_EFS_RESTORE = {"file-system-id", "Encrypted", "KmsKeyId", "PerformanceMode", "CreationToken", "newFileSystem", "ItemsToRestore"}


class Wrong(Exception):  # noqa: N818  # a finding, not an error of the program
    """An operation, option or value that AWS does not know; the message names it."""


def problem_of(words: list[str]) -> str | None:
    """Return what is wrong with a command, or None."""
    if len(words) < 2:  # service and operation
        return "there is no operation"
    try:
        if known := _OF_PATHS.get((words[0], words[1])):
            _named({word: [] for word in words if word.startswith("--")}, known)
        else:
            _check(words[0], words[1], _options(words[2:]))
    except Wrong as wrong:
        return str(wrong)
    return None


def _options(words: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    values: list[str] | None = None
    for word in words:
        if word.startswith("--"):
            values = found.setdefault(word, [])
        elif values is None:
            raise Wrong(f"{word!r} follows no option")
        else:
            values.append(word)
    return found


def _check(service: str, operation: str, options: dict[str, list[str]]) -> None:
    if (service, operation) in _OWN:
        return _named(options, _OWN[service, operation])
    try:
        model = _model(service)
    except UnknownServiceError:
        raise Wrong(f"unknown service {service!r}") from None
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    if operation not in operations:
        raise Wrong(f"{service} has no operation {operation!r}")
    called = model.operation_model(operations[operation])
    members = {f"--{xform_name(name, '-')}": shape for name, shape in (called.input_shape.members if called.input_shape else {}).items()}
    switches = {option.replace("--", "--no-", 1): shape for option, shape in members.items() if shape.type_name == "boolean"}
    _named(options, {*members, *switches})
    required = [f"--{xform_name(name, '-')}" for name in (called.input_shape.required_members if called.input_shape else ())]
    # A sentence may name a command without its options.
    if options and (missing := [option for option in required if option not in options]):
        raise Wrong(f"{service} {operation} requires {', '.join(missing)}")
    for option, values in options.items():
        if option in members:
            _fits(option, values, members[option])
    for query in options.get("--query", []):
        _selects(query, _sample(called.output_shape))
    return None


@cache
def _model(service: str) -> Any:
    return get_session().get_service_model(service)


def _named(options: dict[str, list[str]], known: set[str]) -> None:
    if unknown := sorted(options.keys() - known - _GLOBAL):
        raise Wrong(f"unknown option {', '.join(unknown)}")


def _fits(option: str, values: list[str], shape: Any) -> None:
    """Check how many values an option has, values of which AWS allows only some, and the keys of structures in shorthand."""
    if shape.type_name == "boolean" and values:
        raise Wrong(f"{option} is a switch and accepts no value")
    if shape.type_name not in {"boolean", "list"} and len(values) != 1:
        raise Wrong(f"{option} accepts one value")
    if (allowed := shape.metadata.get("enum")) and values[0] not in allowed:
        raise Wrong(f"{option} must be one of {', '.join(allowed)}")
    known = _keys(shape)
    for key in [key for value in values for key in re.findall(r"(?:^|[,{\s])([A-Za-z][\w-]*)=", value)]:
        if key not in known:
            raise Wrong(f"{option} has no key {key}")


def _keys(shape: Any) -> set[str]:
    """Return the names of the members at any depth; for the one map that the pages use, the documented keys."""
    if shape.type_name == "list":
        return _keys(shape.member)
    if shape.type_name == "map":
        return _EFS_RESTORE
    if shape.type_name == "structure":
        return {*shape.members}.union(*(_keys(member) for member in shape.members.values()))
    return set()


def _sample(shape: Any, above: tuple[str, ...] = ()) -> Any:
    """Build a response in which each field is set, and each list has one entry."""
    if shape is None or shape.name in above:
        return {}
    match shape.type_name:
        case "structure":
            return {name: _sample(member, (*above, shape.name)) for name, member in shape.members.items()}
        case "list":
            return [_sample(shape.member, (*above, shape.name))]
        case "map":
            return {"key": _sample(shape.value, (*above, shape.name))}
    return shape.metadata.get("enum", ["text"])[0]


def _selects(query: str, answer: Any) -> None:
    found = jmespath.search(query, answer)
    if not found or "null" in json.dumps(found):
        raise Wrong(f"--query {query} selects fields that the response doesn't have: {json.dumps(found)}")


if __name__ == "__main__":
    json.dump([problem_of(words) for words in json.load(sys.stdin)], sys.stdout)
