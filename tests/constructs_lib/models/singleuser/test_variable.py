"""Environment variables of servers."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.singleuser.variable import VariableValue, chart_variable


def _value(given: Any) -> Any:
    return TypeAdapter(VariableValue).validate_python(given)


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("a", "a"),
        ('{"a": {}}', '{{"a": {{}}}}'),
        ("${x}", "${{x}}"),
        ("{username", "{{username"),
        ("${TfToken[TOKEN.1]}}", "${TfToken[TOKEN.1]}}}"),
    ],
)
def test_braces(text: str, doubled: str) -> None:
    """They are doubled where KubeSpawner expands them; a CDK token stays one."""
    assert (text, doubled) == (chart_variable(text, expanded=False), chart_variable(text, expanded=True))


def test_references() -> None:
    """A field of the pod, and a key of a Secret."""
    field, secret = {"value_from": {"field_ref": "metadata.name"}}, {"value_from": {"secret": "s", "key": "k"}}

    assert {"valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}} == chart_variable(_value(field), expanded=True)
    assert {"valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}} == chart_variable(_value(secret), expanded=True)


@pytest.mark.parametrize("field", ["metadata.labels['a.b/c']", "status.podIP", "spec.nodeName"])
def test_fields(field: str) -> None:
    """Those that Kubernetes supports in variables."""
    assert _value({"value_from": {"field_ref": field}})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (1, "Input should be a valid string"),
        (None, "Input should be a valid string"),
        ({}, "Input should be a valid string"),
        ({"valueFrom": {}}, "unknown key; did you mean value_from"),
        ({"value_from": {}}, "requires exactly one of field_ref and secret"),
        ({"value_from": {"field_ref": "metadata.name", "secret": "s", "key": "k"}}, "requires exactly one of field_ref and secret"),
        ({"value_from": {"secret": "s"}}, "requires secret and key together"),
        ({"value_from": {"field_ref": "metadata.name", "key": "k"}}, "requires secret and key together"),
        ({"value_from": {"field_ref": "spec.containers"}}, "is not a field that a variable can refer to"),
        ({"value_from": {"field_ref": "metadata.labels['{username}']"}}, "is not a field that a variable can refer to"),
    ],
)
def test_invalid_values(given: Any, message: str) -> None:
    """Neither text nor one reference."""
    with pytest.raises(ValidationError, match=message):
        _value(given)
