"""Validators of text, each with the text of its rule."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BeforeValidator, TypeAdapter

from constructs_lib.models.kinds import validators
from tests.constructs_lib.models.kinds.allowed import TOKEN, refusal


def test_is_token() -> None:
    """A token anywhere in text is one; other values, and Terraform's own expressions, are not."""
    assert validators.is_token(f"https://{TOKEN}/x")
    assert not validators.is_token("${aws_vpc.x.id}")
    assert not validators.is_token(7)


def _checked(*validators: AfterValidator | BeforeValidator) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[Any, *validators])


def test_matching_reports_its_rule() -> None:
    """The whole text has to match, and otherwise the message is the text of the rule; without a limit it may be long."""
    kind = _checked(validators.matching("a+", "holds more than the letter a"))

    assert ["a", "a" * 999, TOKEN] == [kind.validate_python(value) for value in ("a", "a" * 999, TOKEN)]
    assert ["holds more than the letter a"] * 2 == [refusal(kind, value) for value in ("ab", "")]


def test_matching_reports_the_length() -> None:
    """The longest allowed text passes; for a longer one the message is about the length, whatever else is wrong."""
    kind = _checked(validators.matching("a+", "holds more than the letter a", longest=3))

    assert "aaa" == kind.validate_python("aaa")
    assert "has 4 characters; at most 3 are allowed" == refusal(kind, "aaab")


def test_number_gets_the_message_of_the_text() -> None:
    """Only numbers do; for the rest the next check has its own message."""
    kind = _checked(validators.text_not_number("is no text"))

    assert [True, "1", None] == [kind.validate_python(value) for value in (True, "1", None)]
    assert ["is no text"] * 2 == [refusal(kind, value) for value in (1, 1.5)]


def test_message_is_the_text_of_the_rule() -> None:
    """Whatever the check itself raises, the user reads the rule."""
    kind = _checked(validators.unless_token(int, "is no number"))

    assert ["1", TOKEN] == [kind.validate_python(value) for value in ("1", TOKEN)]
    assert "is no number" == refusal(kind, "a")


def test_arn_has_an_example() -> None:
    """Service and resource have to match, in any partition, Region and account; the message has the example."""
    kind = _checked(validators.arn("kms", "key/[a-z]+", "arn:aws:kms:…"))
    right = ["arn:aws:kms:us-west-2:111122223333:key/abc", "arn:aws-cn:kms:::key/abc"]

    assert right == [kind.validate_python(value) for value in right]
    assert ["is not a valid ARN here; use an ARN such as arn:aws:kms:…"] * 3 == [
        refusal(kind, value) for value in ("arn:aws:s3:::key/abc", "arn:aws:kms:::alias/abc", "arn:aws:kms:us-west-2:11112222333:key/abc")
    ]
    assert kind.validate_python(f"arn:aws:kms:::key/{'a' * 2030}")
    assert "has 2049 characters; at most 2048 are allowed" == refusal(kind, f"arn:aws:kms:::key/{'a' * 2031}")


@pytest.mark.parametrize("name", sorted(validators.OF_JAVASCRIPT))
def test_reserved_names_of_javascript(name: str) -> None:
    """CDKTF would treat them as names that are in use."""
    expected = "is a reserved name in CDKTF; use another name, for example with a numeric suffix"

    assert expected == refusal(_checked(AfterValidator(validators.not_of_javascript)), name)
    assert f"{name}2" == validators.not_of_javascript(f"{name}2")


def test_choice_in_any_case() -> None:
    """One of the choices in capitals or not; any other value is left to the next check, as it was written."""
    kind = _checked(validators.any_case("nlb", "DESTROY"))

    assert ["nlb", "nlb", "DESTROY", "Elb", 7, None] == [kind.validate_python(value) for value in ("NLB", "nlb", "Destroy", "Elb", 7, None)]


def test_distinct() -> None:
    """The first duplicate is named; a list without duplicates stays as it is."""
    assert ("a", "b") == validators.distinct(("a", "b"))
    with pytest.raises(ValueError, match="contains 'b' twice; remove one of them"):
        validators.distinct(("a", "b", "b", "a", "a"))


def test_maximum_of_bytes() -> None:
    """Bytes count, not characters; a token is not text yet."""
    adapter = TypeAdapter(Annotated[str, validators.bytes_at_most(4)])

    assert ["abcd", "\u00e9\u00e9", TOKEN] == [adapter.validate_python(text) for text in ("abcd", "\u00e9\u00e9", TOKEN)]
    assert "has 5 bytes; at most 4 are allowed" in refusal(adapter, "\u00e9\u00e9a")
