"""Validators of text, each with a message that states its rule.

Every validator accepts CDKTF tokens: a value that Terraform computes can't be validated at synth.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import AfterValidator, BeforeValidator

#: CDKTF's mark of a value that only Terraform knows.
TOKEN_MARK = "${TfToken["  # noqa: S105  # no secret: a token of the CDK

_Check = TypeVar("_Check", bound=Callable[..., Any])


def as_schema(check: _Check, **keywords: Any) -> _Check:
    """Record what a check means in JSON Schema, for the editor's schema, and return the check.

    Args:
        check: a validator's function.
        keywords: keywords of the schema in addition to the type. They may allow more than the check, never less. Three are our own:
            ``instead`` is a schema that replaces the type's, ``beside`` an alternative schema, ``any_case`` choices in any case.
    """
    vars(check)["json_schema"] = keywords
    return check


def whole(pattern: str) -> str:
    """Return the pattern anchored to the whole text, because JSON Schema searches for a pattern anywhere in a text."""
    return f"^(?:{pattern})$"


def is_token(value: object) -> bool:
    """Return whether the text contains a CDKTF token, so that it can't be validated at synth."""
    return isinstance(value, str) and TOKEN_MARK in value


def matching(pattern: str, rule: str, *, longest: int | None = None) -> AfterValidator:
    """Return a validator of text: the whole text must match, and have at most ``longest`` characters.

    ``re`` compiles the pattern when a text is validated, and caches it: a hub file uses only a few of the patterns.
    """

    def check(value: str) -> str:
        if is_token(value):
            return value
        if longest is not None and len(value) > longest:
            raise ValueError(f"has {len(value)} characters; at most {longest} are allowed")
        if not re.fullmatch(pattern, value):
            raise ValueError(rule)
        return value

    longest_text = {} if longest is None else {"maxLength": longest}
    return AfterValidator(as_schema(check, pattern=whole(pattern), patternErrorMessage=rule, **longest_text))


def bytes_at_most(most: int) -> AfterValidator:
    """Return a validator of text that has at most the given number of bytes in UTF-8."""

    def check(value: str) -> str:
        if not is_token(value) and len(value.encode()) > most:
            raise ValueError(f"has {len(value.encode())} bytes; at most {most} are allowed")
        return value

    return AfterValidator(as_schema(check, maxLength=most))


#: Properties of every JavaScript object. CDKTF, which stores constructs by name, treats these names as already in use.
OF_JAVASCRIPT = frozenset({
    "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__", "constructor", "hasOwnProperty",
    "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
})  # fmt: skip


def not_of_javascript(name: str) -> str:
    """Refuse a name that CDKTF can't use.

    Raises:
        ValueError: the name is reserved.
    """
    if name in OF_JAVASCRIPT:
        raise ValueError("is a reserved name in CDKTF; use another name, for example with a numeric suffix")
    return name


def any_case(*choices: str) -> BeforeValidator:
    """Return a validator that accepts the choices in any case; a value that is not one of them is left unchanged."""
    known = {choice.lower(): choice for choice in choices}

    def check(value: object) -> object:
        return known.get(value.lower(), value) if isinstance(value, str) else value

    return BeforeValidator(as_schema(check, any_case=choices))


def text_not_number(rule: str) -> BeforeValidator:
    """Return a validator that refuses a bare number with the message of the expected text, because quotes alone would not fix it."""

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValueError(rule)  # noqa: TRY004  # pydantic collects ValueErrors
        return value

    return BeforeValidator(check)


def distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list that contains a value twice.

    Raises:
        ValueError: a value is repeated.
    """
    twice = next((value for position, value in enumerate(values) if value in values[:position]), None)
    if twice is not None:
        raise ValueError(f"contains {twice!r} twice; remove one of them")
    return values


as_schema(distinct, uniqueItems=True)


def unless_token(check: Callable[[str], Any], rule: str, *, pattern: str = "") -> AfterValidator:
    """Return a validator of text based on a function that raises ValueError; the message is the rule.

    Args:
        check: raises ValueError.
        rule: the message.
        pattern: pattern of the whole text for the editor's schema, which accepts at least what the function accepts.
    """

    def validate(value: str) -> str:
        if is_token(value):
            return value
        try:
            check(value)
        except ValueError:
            raise ValueError(rule) from None
        return value

    return AfterValidator(as_schema(validate, **({"pattern": whole(pattern), "patternErrorMessage": rule} if pattern else {})))


def arn(service: str, resource: str, example: str) -> AfterValidator:
    """Return a validator of Amazon Resource Names of one kind.

    Args:
        service: the service's namespace, for example ``acm``.
        resource: regular expression of the part after the account.
        example: an example of such an ARN, for the message.
    """
    pattern = rf"arn:aws[a-z-]*:{service}:[a-z0-9-]*:([0-9]{{12}})?:{resource}"
    return matching(pattern, f"is not a valid ARN here; use an ARN such as {example}", longest=2048)
