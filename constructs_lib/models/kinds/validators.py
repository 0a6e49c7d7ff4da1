"""How text is checked: validators, each with its rule in words.

Every check lets CDKTF tokens pass: a value that Terraform computes can't be judged at synth.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import AfterValidator, BeforeValidator

#: How CDKTF marks a value that is known only to Terraform.
TOKEN_MARK = "${TfToken["  # noqa: S105  # no secret: a token of the CDK

_Check = TypeVar("_Check", bound=Callable[..., Any])


def as_schema(check: _Check, **keywords: Any) -> _Check:
    """Note what a check means in JSON Schema, for the editor's schema; returns the check.

    Args:
        check: a validator's function.
        keywords: what the schema says beside the type. It may allow more than the check, never less. Three are our own: ``instead``
            is a schema in the place of the type's, ``beside`` another one that will do, ``any_case`` words in capitals or not.
    """
    vars(check)["json_schema"] = keywords
    return check


def whole(pattern: str) -> str:
    """Return the pattern of the whole text, since JSON Schema looks for a pattern anywhere in a text."""
    return f"^(?:{pattern})$"


def is_token(value: object) -> bool:
    """Tell whether the text holds a CDKTF token, so that nothing can be said of it at synth."""
    return isinstance(value, str) and TOKEN_MARK in value


def matching(pattern: str, rule: str, *, longest: int | None = None) -> AfterValidator:
    """Make a validator of text: the whole of it must match, and be no longer than ``longest`` characters.

    ``re`` compiles the pattern when a text is checked, and remembers it: a hub file uses few of those that there are.
    """

    def check(value: str) -> str:
        if is_token(value):
            return value
        if longest is not None and len(value) > longest:
            raise ValueError(f"has {len(value)} characters; at most {longest} are allowed. Shorten it")
        if not re.fullmatch(pattern, value):
            raise ValueError(rule)
        return value

    longest_text = {} if longest is None else {"maxLength": longest}
    return AfterValidator(as_schema(check, pattern=whole(pattern), patternErrorMessage=rule, **longest_text))


def bytes_at_most(most: int) -> AfterValidator:
    """Make a validator of text that has no more than so many bytes in UTF-8."""

    def check(value: str) -> str:
        if not is_token(value) and len(value.encode()) > most:
            raise ValueError(f"has {len(value.encode())} bytes; at most {most} are allowed. Shorten it")
        return value

    return AfterValidator(as_schema(check, maxLength=most))


#: What every object of JavaScript has already, so that CDKTF, which keeps constructs by their names, takes them for taken.
OF_JAVASCRIPT = frozenset({
    "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__", "constructor", "hasOwnProperty",
    "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
})  # fmt: skip


def not_of_javascript(name: str) -> str:
    """Refuse a name that CDKTF can't give to anything.

    Raises:
        ValueError: it is such a name.
    """
    if name in OF_JAVASCRIPT:
        raise ValueError("is a word that CDKTF's JavaScript keeps to itself; write another name, for example with a number behind it")
    return name


def any_case(*choices: str) -> BeforeValidator:
    """Make a validator that takes one of the choices in capitals or not; what is none of them stays as it was written."""
    known = {choice.lower(): choice for choice in choices}

    def check(value: object) -> object:
        return known.get(value.lower(), value) if isinstance(value, str) else value

    return BeforeValidator(as_schema(check, any_case=choices))


def text_not_number(rule: str) -> BeforeValidator:
    """Make a validator that refuses a bare number in the words of the text that belongs there; quotes alone wouldn't mend it."""

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValueError(rule)  # noqa: TRY004  # pydantic collects ValueErrors
        return value

    return BeforeValidator(check)


def distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list that names something twice.

    Raises:
        ValueError: it does.
    """
    twice = next((value for position, value in enumerate(values) if value in values[:position]), None)
    if twice is not None:
        raise ValueError(f"holds {twice!r} twice; remove one of them")
    return values


as_schema(distinct, uniqueItems=True)


def unless_token(check: Callable[[str], Any], rule: str, *, pattern: str = "") -> AfterValidator:
    """Make a validator of text that a function refuses by ValueError; the message is the rule.

    Args:
        check: raises ValueError.
        rule: the message.
        pattern: what the function takes at most, as a pattern of the whole text, for the editor's schema.
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
    """Make a validator of Amazon Resource Names of one kind.

    Args:
        service: the service's namespace, for example ``acm``.
        resource: regular expression of the part after the account.
        example: how such an ARN looks, for the message.
    """
    pattern = rf"arn:aws[a-z-]*:{service}:[a-z0-9-]*:([0-9]{{12}})?:{resource}"
    return matching(pattern, f"is not an ARN of this kind; it looks like {example}", longest=2048)
