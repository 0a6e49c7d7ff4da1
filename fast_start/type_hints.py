"""What jsii's generated code asks again and again, and the type checker that it asks."""

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
    """Find the type hints of each of jsii's stubs once."""
    if used("hints"):
        typing.get_type_hints = _remembered(typing.get_type_hints)


def remember_versions(metadata: ModuleType) -> None:
    """Read a package's version once: each generated module asks for typeguard's, and parses all of its metadata."""
    version = getattr(metadata, "version", None)
    if version is not None and not hasattr(version, "__wrapped__") and used("hints"):
        vars(metadata).update(version=cache(version))


def adapt_typeguard(typeguard: ModuleType) -> None:
    """Check at once what is plainly right: a value of the very type, or of a member of the union; most arguments are None, the last of it."""
    check = getattr(typeguard, "check_type", None)
    if check is None or hasattr(check, "__wrapped__") or not used("checks"):
        return

    @wraps(check)
    def check_type(*args: Any, **named: Any) -> Any:
        # The form in which jsii calls typeguard 2, which answers nothing.
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
    """Read the properties of a struct where they lie, and send those that are given.

    Each of the generated getters makes the type anew that it is said to have; and most properties are None, which node takes for absent.
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
    """Let typeguard be imported without ``unittest.mock``, which brings asyncio: it only asks whether a value is such a mock."""
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
    """The class of a stand-in for ``unittest.mock.Mock``: as long as that isn't imported, there is none."""

    def __instancecheck__(cls, value: object) -> bool:
        mock = sys.modules.get(_MOCK)
        return mock is not None and isinstance(value, mock.Mock)


def _remembered(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Answer what concerns a stub from memory; all other questions, and those with further arguments, go through."""
    if hasattr(ask, "__wrapped__"):
        return ask  # installed before
    answers = cache(ask)

    @wraps(ask)
    def answer(about: Any, /, *args: Any, **options: Any) -> Any:
        return answers(about) if not args and not options and _is_stub(about) else ask(about, *args, **options)

    return answer


def _is_stub(about: Any) -> bool:
    """The function whose hints say what a constructor or method takes; it is asked for them at each call, which costs more than the check."""
    return getattr(about, "__name__", "").startswith("_typecheckingstub__")
