"""Repeated work of jsii's Python side is done once, with the same result."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Annotated, Any, ClassVar, Optional

import pytest

from fast_start import type_hints

#: An optional argument, as jsii's classes write it.
_OPTIONAL = Optional[int]  # noqa: UP045


def test_repeated_lookups_are_cached() -> None:
    """The type hints of a jsii stub are looked up once; those of anything else, or with an option, each time."""
    asked: list[Any] = []

    def _typecheckingstub__create() -> None: ...

    def of_somebody_else() -> None: ...

    def hints(about: Any, *, extras: bool = False) -> int:
        asked.append((about, extras))
        return len(asked)

    answer = type_hints._remembered(hints)

    assert [1, 1, 2] == [
        answer(_typecheckingstub__create),
        answer(_typecheckingstub__create),
        answer(_typecheckingstub__create, extras=True),
    ]
    assert [3, 4] == [answer(of_somebody_else), answer(of_somebody_else)]
    assert answer is type_hints._remembered(answer)


@pytest.mark.parametrize(
    ("expected_type", "value", "checked"),
    [
        (_OPTIONAL, None, False),
        (int | None, None, False),
        (_OPTIONAL, 0, False),
        (int, 0, False),
        (int, None, True),
        (_OPTIONAL, True, True),
        (_OPTIONAL, "0", True),
        (Sequence[str], "letters", True),
        (Any, None, True),
        (Annotated[int, []], 0, True),
    ],
)
def test_obviously_right_values_need_no_check(expected_type: Any, value: Any, *, checked: bool) -> None:
    """A direct instance of the type or of a union's member is right; typeguard checks anything else."""
    asked: list[Any] = []
    module = ModuleType("typeguard")
    vars(module).update(check_type=lambda **named: asked.append(named))

    type_hints.adapt_typeguard(module)
    type_hints.adapt_typeguard(module)  # a second time changes nothing
    module.check_type(argname="argument", value=value, expected_type=expected_type)

    assert checked == (asked == [{"argname": "argument", "value": value, "expected_type": expected_type}])


def test_structs_are_sent_with_what_is_set() -> None:
    """Of a struct the properties that aren't None are sent, under node's names, nested ones too; jsii converts everything else."""

    class Struct:
        __jsii_type__ = "thing.Struct"
        __jsii_name_mapping__: ClassVar = {"in_name": "inName", "nothing": "nothing", "nested": "nested"}

        def __init__(self, **values: object) -> None:
            self._values = values

    module = ModuleType("jsii._kernel")
    vars(module).update(_make_reference_for_native=lambda _asking, value: f"converted {value}")

    type_hints.adapt_conversion(module)
    type_hints.adapt_conversion(module)  # a second time changes nothing
    sent = module._make_reference_for_native(None, Struct(in_name=1, nothing=None, nested=Struct()))

    nested = {"$jsii.struct": {"fqn": "thing.Struct", "data": {}}}
    assert {"$jsii.struct": {"fqn": "thing.Struct", "data": {"inName": "converted 1", "nested": nested}}} == sent
    assert "converted [1]" == module._make_reference_for_native(None, [1])


def test_typeguard_is_imported_without_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets a stand-in, to which every mock belongs once mocks exist; others import the real module."""
    monkeypatch.delitem(sys.modules, "unittest.mock", raising=False)

    with type_hints.without_mock():
        stand_in = importlib.import_module("unittest.mock").Mock
    assert not isinstance(1, stand_in)
    real = importlib.import_module("unittest.mock")

    assert isinstance(real.Mock(), stand_in)
    assert not isinstance(1, stand_in)
    with type_hints.without_mock():
        assert real is importlib.import_module("unittest.mock")


def test_a_version_is_read_once() -> None:
    """Each module of the bindings checks the same one; a second activation changes nothing."""
    asked: list[str] = []
    metadata = ModuleType("importlib.metadata")

    def version(name: str) -> str:
        asked.append(name)
        return "2.13.3"

    vars(metadata).update(version=version)
    type_hints.remember_versions(metadata)
    once = vars(metadata)["version"]
    type_hints.remember_versions(metadata)

    assert ["2.13.3", "2.13.3"] == [once("typeguard"), vars(metadata)["version"]("typeguard")]
    assert ["typeguard"] == asked
