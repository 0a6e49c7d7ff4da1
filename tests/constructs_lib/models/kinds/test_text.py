"""URLs, addresses, stack names and chart values: what each accepts and refuses. The messages are in tests/cases/."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.kinds import text
from tests.constructs_lib.models.kinds.allowed import TOKEN, is_refused, pairs, passes, refusal

_RIGHT: dict[str, list[object]] = {
    "EmailAddress": ["admin@example.org", "a+b@x.example"],
    "StackName": ["quickstart", "A_1-b", "hub.v2", "x", "s" * 63],
    "Cidr": ["203.0.113.0/24", "0.0.0.0/0", "2001:db8::/32", "203.0.113.7/32"],
    "Phrase": ["a", "a b", "\u00e9", "x" * 500],
    "Url": [
        "https://a.example/x?y=z",
        "http://localhost:8080",
        "https://a.example:65535",
        "https://[2001:db8::1]:443",
        "https://a.example./",
    ],
    "SecureUrl": [
        "https://a.example/x?y=z",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://idp.auth.svc/x",
        "http://a.b.svc.cluster.local",
    ],
}

_WRONG: dict[str, list[object]] = {
    "EmailAddress": ["admin", "admin@localhost", "a b@example.org", "a@b@example.org"],
    "StackName": ["", "my stack", ".a", "a.", "-a", "a-", "../x", "s" * 64],
    "Cidr": ["203.0.113.7/24", "203.0.113.7", "2001:db8::", "203.0.113.0/33", "everywhere", ""],
    "Phrase": ["", " ", "\t", " a", "a ", "a\nb", "a\x7fb"],
    "Url": [
        "https://a:65536",
        "https://a:99999999/x",
        "https://a:0",
        "https://a:b",
        "https://a..b",
        "https://" + "a" * 64,
        "hub.example.org",
        "ftp://a.example",
        "https://",
        "https://a b",
        'https://a"',
        "https://a\\b",
        "javascript:x",
    ],
    "SecureUrl": ["a.example", "http://a.example", "http://svc", "http://a.svc.example", "http://localhost.example", "http://10.0.0.1"],
}


@pytest.mark.parametrize(("kind", "value"), pairs(_RIGHT))
def test_right_text_passes_unchanged(kind: str, value: object) -> None:
    """Valid text is not changed."""
    assert passes(getattr(text, kind), value)


@pytest.mark.parametrize(("kind", "value"), pairs(_WRONG))
def test_wrong_text_is_refused(kind: str, value: object) -> None:
    """What AWS, Kubernetes or Helm would refuse minutes later is refused here."""
    assert is_refused(getattr(text, kind), value)


@pytest.mark.parametrize("kind", sorted(_RIGHT))
def test_token_passes(kind: str) -> None:
    """What Terraform computes can't be checked at synth."""
    assert passes(getattr(text, kind), TOKEN)


def test_every_kind_is_tested() -> None:
    """A kind without valid and invalid values here might accept anything."""
    kinds = {name for name in vars(text) if hasattr(getattr(text, name), "__metadata__")}

    assert kinds == {*_RIGHT, "FreeValues"} == {*_WRONG, "FreeValues"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_values_are_json(value: float) -> None:
    """A number that JSON can't express is refused at every depth, and the message names its place."""
    with pytest.raises(
        ValidationError, match=r"contains NaN or infinity in a\[0\]\.b, which JSON can't express; use a finite number, or text"
    ):
        TypeAdapter(text.FreeValues).validate_python({"a": [{"b": value}]})


def test_values_stay_as_they_are() -> None:
    """Null, lists and nested mappings are passed on."""
    values = {"a": None, "b": [1, 2.5, True, "x", {"c": None}]}

    assert values == TypeAdapter(text.FreeValues).validate_python(values)


def test_reserved_names_of_javascript() -> None:
    """CDKTF would treat them as names that are in use."""
    expected = "is a reserved name in CDKTF; use another name, for example with a numeric suffix"

    assert expected == refusal(TypeAdapter(text.StackName), "constructor")
