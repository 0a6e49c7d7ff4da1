"""Caches for jsii's type checking."""

from __future__ import annotations

import sys
import types
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from types import ModuleType
from typing import Any

from fast_start.tricks import used

_MOCK = "unittest.mock"
#: Types and their classes. By identity, since the hash of a union takes longer than a check; a type that is kept here keeps its identity.
_MOST_KNOWN = 10_000
_KNOWN: dict[int, tuple[Any, tuple[Any, ...]]] = {}


def remember_hints() -> None:
    """Cache the type hints of each of jsii's stubs."""
    if used("hints"):
        typing.get_type_hints = _remembered(typing.get_type_hints)


def remember_versions(metadata: ModuleType) -> None:
    """Cache package versions: each generated module looks up typeguard's, which parses all of its metadata."""
    version = getattr(metadata, "version", None)
    if version is not None and not hasattr(version, "__wrapped__") and used("hints"):
        vars(metadata).update(version=cache(version))


def adapt_typeguard(typeguard: ModuleType) -> None:
    """Accept obviously valid values quickly: those of the exact type, or of a member of the union; most arguments are None, its last."""
    check = getattr(typeguard, "check_type", None)
    if check is None or hasattr(check, "__wrapped__") or not used("checks"):
        return

    @wraps(check)
    def check_type(*args: Any, **named: Any) -> Any:
        # The form in which jsii calls typeguard 2, which returns nothing.
        if "argname" in named and type(named.get("value")) in _classes(named.get("expected_type")):
            return None
        return check(*args, **named)

    vars(typeguard).update(check_type=check_type)


def _classes(expected: Any) -> tuple[Any, ...]:
    """The classes whose direct instances are certainly of the expected type."""
    known = _KNOWN.get(id(expected))
    if known is not None:
        return known[1]
    classes = typing.get_args(expected) if typing.get_origin(expected) in (typing.Union, types.UnionType) else (expected,)
    if len(_KNOWN) < _MOST_KNOWN:
        _KNOWN[id(expected)] = (expected, classes)
    return classes


def adapt_conversion(kernel: ModuleType) -> None:
    """Read the properties of a struct from its stored values, and send those that are set.

    Each generated getter builds its declared type again; and most properties are None, which node treats as absent.
    """
    convert = getattr(kernel, "_make_reference_for_native", None)
    if convert is None or hasattr(convert, "__wrapped__") or not used("structs"):
        return

    @wraps(convert)
    def convert_struct(asking: Any, value: Any) -> Any:
        names = vars(type(value)).get("__jsii_name_mapping__")
        held = getattr(value, "__dict__", {}).get("_values")
        if not names or not isinstance(held, dict):
            return convert(asking, value)
        data = {there: convert_struct(asking, held[here]) for here, there in names.items() if held.get(here) is not None}
        return {"$jsii.struct": {"fqn": value.__jsii_type__, "data": data}}

    vars(kernel).update(_make_reference_for_native=convert_struct)


@contextmanager
def without_mock() -> Iterator[None]:
    """Import typeguard without ``unittest.mock``, which imports asyncio: it only checks whether a value is such a mock."""
    if _MOCK in sys.modules or not used("mock"):
        yield
        return
    placeholder = ModuleType(_MOCK)
    vars(placeholder).update(Mock=_AnyMock("Mock", (), {}))
    sys.modules[_MOCK] = placeholder
    try:
        yield
    finally:
        del sys.modules[_MOCK]


class _AnyMock(type):
    """The class of a placeholder for ``unittest.mock.Mock``: as long as that isn't imported, no value is a mock."""

    def __instancecheck__(cls, value: object) -> bool:
        mock = sys.modules.get(_MOCK)
        return mock is not None and isinstance(value, mock.Mock)


def _remembered(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Answer calls for a stub from a cache; pass on all others, and those with more arguments."""
    if hasattr(ask, "__wrapped__"):
        return ask  # already installed
    answers = cache(ask)

    @wraps(ask)
    def answer(about: Any, /, *args: Any, **options: Any) -> Any:
        return answers(about) if not args and not options and _is_stub(about) else ask(about, *args, **options)

    return answer


def _is_stub(about: Any) -> bool:
    """Whether this is the function with the type hints of a constructor or method; looking them up at each call costs more than the check."""
    return getattr(about, "__name__", "").startswith("_typecheckingstub__")
