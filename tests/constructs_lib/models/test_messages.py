"""pydantic's findings as this project's messages."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.messages import chosen_from, message, missing, resembled, shown, unknown_key, wrong_kind


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("4GB", "'4GB'"),
        (7, "7"),
        (1.5, "1.5"),
        (True, "true"),
        (None, "null"),
        ([1, 2], "a list"),
        ((1, 2), "a list"),
        ({"a": 1}, "a mapping of keys to values"),
        ({1}, "set {1}"),
        ("x" * 100, "'" + "x" * 78 + "…"),
    ],
)
def test_shown(value: object, expected: str) -> None:
    """A value as the user wrote it, at most 80 characters of it; a collection only by its type."""
    assert expected == shown(value)


def test_longest_shown_value() -> None:
    """80 characters are shown in full."""
    assert "'" + "x" * 78 + "'" == shown("x" * 78)


def test_unknown_key() -> None:
    """The likely key is named; without one, all allowed keys, in alphabetical order."""
    assert "unknown key; did you mean release?" == unknown_key("relaese", ["version", "release"])
    assert "unknown key; allowed keys: release, version" == unknown_key("replicas_of", ["version", "release"])


def test_unknown_key_that_exists_elsewhere() -> None:
    """The path where it belongs is named, rather than a key that it resembles; a replacement comes before both."""
    assert "unknown key; did you mean efs.size or ebs.size?" == unknown_key("size", ["name"], elsewhere=["efs.size", "ebs.size"])
    assert "unknown key; did you mean ebs.size?" == unknown_key("size", ["sizes"], elsewhere=["ebs.size"])
    assert "unknown key; use values: …" == unknown_key("size", ["sizes"], instead={"size": "values: …"})


def test_resembled() -> None:
    """The nearest key, or none if none is near."""
    assert "ebs_config" == resembled("ebsConfig", ["efs_config", "ebs_config"])
    assert resembled("x", ["efs_config"]) is None


@pytest.mark.parametrize(
    ("meaning", "expected"),
    [
        (None, "is required but missing"),
        ("", "is required but missing"),
        ("Name of the\n    cluster. More.", "is required but missing: name of the cluster"),
        ("AWS Region, for example us-west-2.", "is required but missing: AWS Region, for example us-west-2"),
        ("Size in X.", "is required but missing: size in X"),
    ],
)
def test_missing(meaning: str | None, expected: str) -> None:
    """The first sentence of the documentation, on one line; an acronym keeps its capitals."""
    assert expected == missing(meaning)


@pytest.mark.parametrize(
    ("kind", "value", "context", "expected"),
    [
        ("value_error", "4GB", {"error": "is not a quantity"}, "'4GB' is not a quantity"),
        ("value_error", {"a": 1}, {"error": "is not this"}, "is not this"),
        ("enum", "x", {"expected": "'alb', 'nlb' or 'cluster_ip'"}, "'x' is not allowed; use one of alb, nlb, cluster_ip"),
        ("literal_error", "x", {"expected": "'a' or 'b'"}, "'x' is not allowed; use one of a, b"),
        ("string_type", 4, {}, "4 is not text; put it in quotes"),
        ("string_type", True, {}, "true is not text; put it in quotes"),
        ("string_type", None, {}, "is null; use text"),
        ("string_type", ["a"], {}, "is a list; use text"),
        ("bool_type", "maybe", {}, "'maybe' is not true or false; use true or false without quotes"),
        ("int_type", "900", {}, "'900' is not a whole number; use digits only, without quotes"),
        ("int_from_float", 1.5, {}, "1.5 is not a whole number; use digits only, without quotes"),
        ("float_type", "x", {}, "'x' is not a number; use digits only, without quotes"),
        ("tuple_type", "a.example.org", {}, "'a.example.org' is not a list; use ['a.example.org']"),
        ("list_type", {}, {}, "is a mapping of keys to values; use a list"),
        ("dict_type", "x", {}, "is text; use the form {key: value}"),
        ("model_type", [], {}, "is a list; use a mapping of keys to values"),
        ("greater_than_equal", 0, {"ge": 1}, "0 is out of range; use 1 or more"),
        ("less_than_equal", 9, {"le": 8}, "9 is out of range; use 8 or less"),
        ("greater_than", 0, {"gt": 0}, "0 is out of range; use more than 0"),
        ("less_than", 9, {"lt": 9}, "9 is out of range; use less than 9"),
        ("too_short", [], {}, "is empty; at least one item is required"),
        ("string_too_short", "", {"min_length": 1}, "is empty; a value is required"),
        ("string_too_short", "ab", {"min_length": 3}, "'ab' has 2 characters; at least 3 are required"),
        ("string_too_long", "abc", {"max_length": 2}, "'abc' has 3 characters; at most 2 are allowed"),
        ("url_parsing", "x", {}, "'x': pydantic's own words"),
    ],
)
def test_message(kind: str, value: object, context: dict[str, Any], expected: str) -> None:
    """The given value, the allowed ones; pydantic's text only if the project has none."""
    assert expected == message(kind, "Pydantic's own words", ("key",), value, context)


def test_example_of_a_mapping() -> None:
    """If a mapping of known keys is expected, they are shown."""
    assert "is text; use {a: …}" == message("model_type", "", ("key",), "gp3", {}, example="{a: …}")
    assert "is null; use {a: …}" == message("model_type", "", ("key",), None, {}, example="{a: …}")


def test_null_for_an_optional_key() -> None:
    """To get the default, omit the key."""
    assert "is null; use text, or remove the key" == message("string_type", "", ("key",), None, {}, optional=True)


@pytest.mark.parametrize("key", ["client_secret", "shared_password", "auth_token", "aws_credentials", "private_key"])
def test_secret_is_not_repeated(key: str) -> None:
    """A value whose key suggests a secret stays out of the message, at every depth below it."""
    assert "the value (not shown) is not text; put it in quotes" == message("string_type", "", (key, "x"), 12345, {})
    assert "the value (not shown) is not a list; put it in brackets" == message("list_type", "", (key,), "canary", {})


def test_url_of_tokens_is_not_a_secret() -> None:
    """`token_url` is an endpoint, so a wrong value is shown."""
    assert "'x' is not a URL" == message("value_error", "", ("oidc_config", "token_url"), "x", {"error": "is not a URL"})


def test_password_in_a_url_is_not_repeated() -> None:
    """Whatever the key is called; a URL without one is shown."""
    error = {"error": "is not a URL"}

    assert "the value (not shown) is not a URL" == message("value_error", "", ("x",), "postgresql://hub:can/ary@db.example.org", error)
    assert "'postgresql://hub:@db.example.org' is not a URL" == message(
        "value_error", "", ("x",), "postgresql://hub:@db.example.org", error
    )


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("string_type", ("extra_env", "API_KEY"), 47110815),
        ("value_error", ("repository",), "ada:canary@charts.example.org"),
        ("value_error", ("hub_database",), "canary"),
        ("model_type", ("oidc_config",), "canary"),
        ("dict_type", ("values",), "canary"),
        ("literal_error", ("service_type",), "postgresql://ada:can ary@db.example.org"),
        ("string_too_long", ("name",), "h" + f"f_{'c' * 80}"),
    ],
)
def test_what_may_be_a_secret_is_not_repeated(kind: str, path: tuple[str, ...], value: object) -> None:
    """By the name of its key, by its form, or because a secret is often written there."""
    text = message(kind, "", path, value, {"error": "is wrong", "expected": "'a'", "max_length": 1})

    assert not any(secret in text for secret in ("canary", "can ary", "47110815", "cccc"))


def test_wrong_type() -> None:
    """JSON's types in plain English; the value itself isn't shown."""
    assert "is text; use true or false" == wrong_kind("yes", ["boolean"])
    assert "is a list; use text or a whole number, or null" == wrong_kind([], ["string", "null", "integer"])
    assert "is a number; use null" == wrong_kind(1.5, ["null"])


def test_chosen_from() -> None:
    """All choices but the empty text; a value below a name that suggests a secret isn't shown."""
    assert "'x' is not allowed; use one of null, a, 1" == chosen_from("x", [None, "", "a", 1], ("type",))
    assert "x" not in chosen_from("x", ["a"], ("password",)).partition(";")[0].replace("is not allowed", "")
