"""Escaping of text for Terraform's template language. `Blueprint.deploy` applies it once, to all settings."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from pydantic import BaseModel, Secret, SecretBytes, SecretStr

from constructs_lib.errors import RenderError

_TEMPLATE = re.compile(r"(\$|%)\{(?!TfToken\[)")
_TEMPLATE_BYTES = re.compile(_TEMPLATE.pattern.encode())

#: Values without text of the user's; ``bool`` is an ``int``, ``datetime`` a ``date``.
_WITHOUT_TEXT = (
    int,
    float,
    complex,
    Decimal,
    Fraction,
    date,
    time,
    timedelta,
    tzinfo,
    UUID,
    range,
    type,
    FunctionType,
    BuiltinFunctionType,
)

T = TypeVar("T")


def literal(value: T) -> T:
    """Escape ``${`` and ``%{`` in all text of a value, at every depth, including mapping keys.

    Terraform then uses the text as it was written. CDKTF's own tokens stay references, and so do constructs.
    Source: Terraform configuration syntax, string templates, "Escape sequences".

    Args:
        value: text, settings, or what settings can have: models, dataclasses, collections, paths, URLs, secrets, numbers, times. It is not
            changed.

    Returns:
        The value itself if it has nothing to escape, otherwise a copy. What was computed from the text and cached is not copied.

    Raises:
        TypeError: text may be in a value of an unknown type: a mistake of the add-on's author.
        RenderError: a template is in a value that can't have its escaped form.
    """
    result: Any = _escaped(value)
    return result  # type: ignore[no-any-return]  # the same type as the argument


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        text = _TEMPLATE.sub(r"\1\1{", value)
        return value if text == value else text  # an enum member stays one
    if value is None or isinstance(value, _WITHOUT_TEXT):
        return value
    for kind, escape in _KINDS:
        if isinstance(value, kind):
            return escape(value)
    if is_dataclass(value):
        return _dataclass(value)
    return _other(value)


def _changed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the escaped values of those that have something to escape."""
    return {name: new for name, value in values.items() if (new := _escaped(value)) is not value}


def _model(model: BaseModel) -> BaseModel:
    attributes, extra, private = _uncached(model), model.__pydantic_extra__, model.__pydantic_private__
    # pydantic keeps private attributes elsewhere: others are what checks have stored with the model.
    changed = _changed({name: item for name, item in attributes.items() if not name.startswith("_")})
    new_extra, new_private = _escaped(extra), _changed(private or {})
    if not changed and not new_private and new_extra is extra:
        return model
    new = model.model_copy()
    object.__setattr__(new, "__dict__", attributes | changed)
    object.__setattr__(new, "__pydantic_extra__", new_extra)
    if private is not None:
        object.__setattr__(new, "__pydantic_private__", private | new_private)
    return new


def _dataclass(value: Any) -> Any:
    slots = {field.name: getattr(value, field.name) for field in fields(value) if hasattr(value, field.name)}
    changed = _changed(slots | _uncached(value))
    if not changed:
        return value
    new = copy(value)
    for name, item in changed.items():
        object.__setattr__(new, name, item)  # it may be frozen
    for name in set(getattr(value, "__dict__", ())) - set(_uncached(value)):
        del new.__dict__[name]
    return new


def _uncached(value: Any) -> dict[str, Any]:
    """Return an object's attributes without those that were computed from others and are computed again when they are read."""
    attributes = getattr(value, "__dict__", {})
    return {name: item for name, item in attributes.items() if not isinstance(getattr(type(value), name, None), cached_property)}


def _mapping(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    new = {_escaped(key): _escaped(item) for key, item in value.items()}
    if all(key is old and new[key] is value[old] for key, old in zip(new, value, strict=True)):
        return value
    if type(value) is dict or not isinstance(value, dict):
        return new
    same = copy(value)  # a dictionary of another type, which may have more than its items
    same.clear()
    same.update(new)
    return same


def _collection(value: Any) -> Any:
    items = list(value)
    new = [_escaped(item) for item in items]
    if all(item is old for item, old in zip(new, items, strict=True)):
        return value
    if isinstance(value, deque):
        return type(value)(new, value.maxlen)
    if isinstance(value, (list, tuple, set, frozenset)):
        return value._make(new) if hasattr(value, "_make") else type(value)(new)  # the former is a named tuple
    return frozenset(new) if isinstance(value, AbstractSet) else new


def _bytes(value: bytes | bytearray) -> bytes | bytearray:
    return type(value)(_TEMPLATE_BYTES.sub(rb"\1\1{", value)) if _TEMPLATE_BYTES.search(value) else value


def _secret(value: Any) -> Any:
    text = value.get_secret_value()
    new = _escaped(text)
    return value if new is text else type(value)(new)


def _read_from_text(value: Any) -> Any:
    """Escape a path or a URL, which is made from its text."""
    text = str(value)
    new = _escaped(text)
    if new is text:
        return value
    rebuilt = type(value)(new)
    return rebuilt if str(rebuilt) == new else _refused(value)


def _unchangeable(value: Any) -> Any:
    text = value.value if isinstance(value, Enum) else value.pattern if isinstance(value, re.Pattern) else str(value)
    return value if _escaped(text) is text else _refused(value)


def _refused(value: Any) -> NoReturn:
    raise RenderError(
        f"a value of type {type(value).__name__} contains ${{ or %{{, which can't be escaped in it; remove them from the setting"
    )


def _other(value: Any) -> Any:
    if hasattr(type(value), "unicode_string"):  # pydantic's URLs, which have no class in common
        return _read_from_text(value)
    if hasattr(type(value), "__jsii_type__") or hasattr(value, "__jsii_ref__"):  # constructs and tokens of CDKTF, which are references
        return value
    raise TypeError(
        f"text in a value of type {type(value).__qualname__} can't be escaped for Terraform; use a model, a dataclass or a collection for the "
        "setting, or create the value in deploy"
    )


#: What escapes each kind of value. Later kinds are rare.
_KINDS: Sequence[tuple[Any, Callable[[Any], Any]]] = (
    (BaseModel, _model),
    (Mapping, _mapping),
    ((list, tuple, AbstractSet, deque), _collection),
    ((SecretStr, SecretBytes, Secret), _secret),
    ((bytes, bytearray), _bytes),
    (PurePath, _read_from_text),
    ((Enum, IPv4Address, IPv6Address, IPv4Network, IPv6Network, IPv4Interface, IPv6Interface, re.Pattern), _unchangeable),
)
