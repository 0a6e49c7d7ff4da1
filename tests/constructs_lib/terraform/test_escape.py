"""A user's text stays literal, whatever Terraform's template language would make of it."""

from __future__ import annotations

import enum
import re
from collections import Counter, OrderedDict, UserDict, defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from ipaddress import IPv4Network, IPv6Address
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

import cdktf
import pytest
from pydantic import AnyUrl, BaseModel, ConfigDict, HttpUrl, PostgresDsn, PrivateAttr, RootModel, Secret, SecretBytes, SecretStr
from pydantic.dataclasses import dataclass as pydantic_dataclass

from constructs_lib.errors import RenderError
from constructs_lib.models.base import Model
from constructs_lib.terraform.escape import literal
from tests.constructs_lib.stacks import new_stack

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


class Plain(BaseModel):
    """A model that isn't one of ours, with all places where a model can have text."""

    model_config = ConfigDict(extra="allow")

    text: str
    below: Plain | None = None
    _private: list[str] = PrivateAttr(default_factory=list)

    def model_post_init(self, context: object) -> None:
        """Keep the text in a private attribute too."""
        del context
        self._private.append(self.text)

    @cached_property
    def joined(self) -> str:
        """What may be read before the text is escaped."""
        return f"<{self.text}>"


class Frozen(Model):
    """A model of ours."""

    text: str = "x"
    plain: Plain | None = None


class Root(RootModel[list[str]]):
    """A model without keys."""


@dataclass(frozen=True, slots=True)
class Slots:
    """A dataclass without a dictionary."""

    text: str
    more: tuple[str, ...] = ()


@dataclass
class Data:
    """A dataclass with an attribute that is no field."""

    text: str
    made: str = field(init=False)

    def __post_init__(self) -> None:
        """Store the text twice more."""
        self.made = self.text
        self.other = self.text

    @cached_property
    def joined(self) -> str:
        """What may be read before the text is escaped."""
        return f"<{self.text}>"


@pydantic_dataclass
class Validated:
    """A dataclass of pydantic."""

    text: str


class Pair(NamedTuple):
    """A tuple with names."""

    text: str
    number: int


class Mode(enum.StrEnum):
    """Text whose members are the author's."""

    PLAIN = "plain"


class Color(enum.Enum):
    """Members that are no text."""

    RED = "red"
    WRONG = "${x}"


def test_models() -> None:
    """At every depth, with extra keys, private attributes and what is computed; what was given stays as it was."""
    model = Plain.model_validate({"text": "${a}", "below": {"text": "%{b}"}, "extra": ["${c}"]})
    assert "<${a}>" == model.joined

    new = literal(Frozen(plain=model)).plain

    assert new is not None
    assert new.below is not None
    assert ("$${a}", "%%{b}", ["$${c}"], ["$${a}"], "<$${a}>") == (
        new.text,
        new.below.text,
        new.__pydantic_extra__ and new.__pydantic_extra__["extra"],
        new._private,
        new.joined,
    )
    assert ("${a}", ["${a}"], "<${a}>") == (model.text, model._private, model.joined)
    assert ["$${x}"] == literal(Root(["${x}"])).root


def test_dataclasses() -> None:
    """Frozen, with slots, with attributes that are no fields, and pydantic's."""
    data = Data("${a}")
    assert "<${a}>" == data.joined

    new = literal(data)

    assert ("$${a}", "$${a}", "$${a}", "<$${a}>") == (new.text, new.made, new.other, new.joined)
    assert ("${a}", "<${a}>") == (data.text, data.joined)
    assert Slots("$${a}", ("%%{b}",)) == literal(Slots("${a}", ("%{b}",)))
    assert Validated("$${a}") == literal(Validated("${a}"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"${a}", "b"}, {"$${a}", "b"}),
        (frozenset({"${a}"}), frozenset({"$${a}"})),
        ({"${a}": 1}.keys(), frozenset({"$${a}"})),
        (deque(["${a}"], maxlen=3), deque(["$${a}"], maxlen=3)),
        (Pair("${a}", 1), Pair("$${a}", 1)),
        (OrderedDict(b="${a}"), OrderedDict(b="$${a}")),
        (Counter({"${a}": 2}), Counter({"$${a}": 2})),
        (MappingProxyType({"a": "${a}"}), {"a": "$${a}"}),
        (UserDict({"${a}": "${a}"}), {"$${a}": "$${a}"}),
        (Path("/a/${b}/%{c}"), Path("/a/$${b}/%%{c}")),
        (PurePosixPath("${b}"), PurePosixPath("$${b}")),
        (b"a ${b}", b"a $${b}"),
        (bytearray(b"%{b}"), bytearray(b"%%{b}")),
        (HttpUrl("https://x/?a=${b}"), HttpUrl("https://x/?a=$${b}")),
        (AnyUrl("x://x/?a=%{b}"), AnyUrl("x://x/?a=%%{b}")),
        (PostgresDsn("postgres://u@h/d?a=${b}"), PostgresDsn("postgres://u@h/d?a=$${b}")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_kinds_of_values(value: object, expected: object) -> None:
    """Each keeps its type if it can; what only reads another value becomes a plain one."""
    found: Any = literal(value)

    assert (expected, type(expected)) == (found, type(found))


def test_secrets() -> None:
    """They stay hidden."""
    assert "$${a}" == literal(SecretStr("${a}")).get_secret_value()
    assert b"$${a}" == literal(SecretBytes(b"${a}")).get_secret_value()
    assert ["$${a}"] == literal(Secret[list[str]](["${a}"])).get_secret_value()


def test_dictionary_that_is_more() -> None:
    """Its default stays."""
    new = literal(defaultdict(list, {"a": ["${b}"]}))

    assert (["$${b}"], []) == (new["a"], new["c"])


@pytest.mark.parametrize(
    "value",
    [
        None, True, 1, 1.5, 1j, Decimal(1), datetime.now(UTC), timedelta(1), UUID(int=1), range(3), str, len, test_text, Mode.PLAIN, Color.RED,
        IPv4Network("10.0.0.0/8"), IPv6Address("fe80::1%eth0"), re.compile("a$"), _TOKEN, "plain", ["a"], ("a",), {"a"}, deque(["a"]), {"a": ["b"]},
        OrderedDict(a="b"), Frozen(plain=Plain(text="x")), Plain(text="x"), Slots("x"), Data("x"), Path("x"), b"x", SecretStr("x"), HttpUrl("https://x/"),
        MappingProxyType({"a": "b"}),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_nothing_to_escape(value: object) -> None:
    """The value itself is returned."""
    assert value is literal(value)


def test_constructs_and_tokens() -> None:
    """They are references."""
    stack = new_stack()
    number = cdktf.Token.as_any("${x}")

    assert (stack, number) == literal((stack, number))


@pytest.mark.parametrize(
    "value", [object(), iter(["${a}"]), memoryview(b"${a}"), (item for item in "a")], ids=lambda value: type(value).__name__
)
def test_unknown_types(value: object) -> None:
    """The add-on's author learns what to use, even if the value has no text today."""
    for nested in (value, [value], Data(value)):  # type: ignore[arg-type]  # what a type checker would find
        with pytest.raises(
            TypeError, match=f"text in a value of type {type(value).__qualname__} can't be escaped for Terraform; use a model, "
        ):
            literal(nested)


@pytest.mark.parametrize("value", [Color.WRONG, IPv6Address("fe80::1%{x}"), re.compile("${a}")], ids=lambda value: type(value).__name__)
def test_what_cannot_be_escaped(value: object) -> None:
    """A value whose text can't change is refused."""
    with pytest.raises(RenderError, match=r"contains \$\{ or %\{, which can't be escaped in it; remove them from the setting"):
        literal([value])
