"""A user's text stays literal, whatever Terraform's template language would make of it."""

from __future__ import annotations

import pytest

from constructs_lib.terraform.escape import literal

_TOKEN = "${TfToken[TOKEN.3]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("${HOME}", "$${HOME}"),
        ("%{ if x }", "%%{ if x }"),
        ("$${HOME}", "$$${HOME}"),
        ("a$b %c {d}", "a$b %c {d}"),
        ("${a}${b}%{c}", "$${a}$${b}%%{c}"),
        (_TOKEN, _TOKEN),
        (f"${{x}}{_TOKEN}%{{y}}", f"$${{x}}{_TOKEN}%%{{y}}"),
        ("", ""),
    ],
)
def test_text(text: str, expected: str) -> None:
    """Both template marks are doubled; CDKTF's tokens stay references."""
    assert expected == literal(text)


def test_every_depth() -> None:
    """Keys, lists and nested mappings are escaped; what isn't text stays as it is."""
    value = {"${k}": ["${v}", ("%{w}", 1), {"n": None, "t": True, "f": 1.5}]}

    assert {"$${k}": ["$${v}", ("%%{w}", 1), {"n": None, "t": True, "f": 1.5}]} == literal(value)


def test_no_input_is_changed() -> None:
    """The value may be the user's own settings."""
    value = {"a": ["${v}"]}

    literal(value)

    assert {"a": ["${v}"]} == value
