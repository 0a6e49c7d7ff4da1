"""Texts are compiled once, and the cached ones are equivalent."""

from __future__ import annotations

import dataclasses
import re
import sys
import typing
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fast_start import compiled_texts
from fast_start.compiled_texts import Texts
from fast_start.stored import Stored

PATTERNS = [r"(?P<word>\w+)|(\d{2,})\b", r"[^a-zäöü\u2028]+(?i:X)?", r"(?<!a)(b)(?=c)\1?", r"(?x) a b # c", "", r"[\ud800-\udbff]"]


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stored:
    """A file that is empty at first."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return Stored(str(tmp_path / "texts.py"), kind="texts", form=0)


@pytest.fixture
def texts(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> Texts:
    """A separate cache, which stores everything."""
    texts = Texts(stored)
    monkeypatch.setattr(compiled_texts, "_texts", lambda: texts)
    monkeypatch.setattr(compiled_texts, "_is_importing", lambda: True)
    return texts


def test_a_text_is_compiled_once(texts: Texts, stored: Stored) -> None:
    """Also in a later run."""
    asked: list[int] = []

    def make() -> str:
        asked.append(1)
        return "code"

    assert ["code", "code"] == [texts.made(("text",), make), texts.made(("text",), make)]
    texts.write()
    assert "code" == Texts(stored).made(("text",), make)
    assert [1] == asked


def test_what_is_not_imported_is_not_cached(stored: Stored) -> None:
    """A program may compile any number of texts; an import always compiles the same."""
    texts = Texts(stored)

    texts.made(("text",), lambda: "code")
    texts.write()

    assert None is stored.read()


def test_what_an_import_compiles_is_cached(stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However deep below the import it is compiled."""
    monkeypatch.syspath_prepend(str(tmp_path))
    texts = Texts(stored)
    monkeypatch.setattr(sys, "texts", texts, raising=False)
    (tmp_path / "importing.py").write_text("import sys\nsys.texts.made(('text',), lambda: 'code')\n", encoding="utf-8")

    import_module("importing")
    texts.write()

    assert None is not stored.read()


def test_a_full_cache_stores_no_more(texts: Texts, monkeypatch: pytest.MonkeyPatch, stored: Stored) -> None:
    """The file stays small, whatever is imported."""
    monkeypatch.setattr(compiled_texts, "_MOST", 1)

    for text in "abc":
        assert text.upper() == texts.made((text,), text.upper)
    texts.write()

    assert 1 == len(stored.read())


@pytest.mark.usefixtures("texts")
def test_dataclasses_are_the_same() -> None:
    """Created from text and from the cache, beside one that the standard library creates alone."""

    def made(module: ModuleType) -> list[Any]:
        cls = module.make_dataclass("Hub", [("name", str), ("port", int, 8000)], frozen=True, slots=True, order=True)
        with pytest.raises(module.FrozenInstanceError):
            cls("a").name = "b"
        return [
            repr(cls("lab")).rpartition(".")[2],
            cls("a") == cls("a"),
            hash(cls("a")) == hash(cls("a", 8000)),
            cls("a") < cls("b"),
            cls.__slots__,
        ]

    plain, adapted = _copy(dataclasses), _copy(dataclasses)
    compiled_texts._adapt_exec(adapted)

    assert made(plain) == made(adapted) == made(adapted)


@pytest.mark.usefixtures("texts")
def test_classes_of_attrs_are_the_same() -> None:
    """They are equal, hashable and printed as before, and a class in another process has the same text."""
    module = _copy(import_module("attr._make"))
    compiled_texts.adapt_attrs(module)

    hubs = [module.make_class("Hub", ["name", "port"], frozen=True, slots=True)("lab", 8000) for _ in range(2)]

    assert ["Hub(name='lab', port=8000)"] * 2 == [repr(hub) for hub in hubs]
    assert [hash(hub) for hub in hubs] == [hash(hubs[0])] * 2
    assert hubs[0] != hubs[1], "of another class"
    assert vars(module)["hash"]("name") == crc32(b"name")
    assert vars(module)["hash"](("name",)) == hash(("name",))


def _copy(module: ModuleType) -> ModuleType:
    """Load a module of the standard library a second time, so that the first stays as it is."""
    spec = module.__spec__
    assert spec is not None
    assert spec.loader is not None
    copy = ModuleType(module.__name__)
    vars(copy).update(__spec__=spec)
    before = sys.modules[module.__name__]
    sys.modules[module.__name__] = copy
    try:
        spec.loader.exec_module(copy)
    finally:
        sys.modules[module.__name__] = before
    return copy


@pytest.mark.usefixtures("texts")
def test_annotations_are_the_same() -> None:
    """A type that is text, and one that is none."""
    module = ModuleType("typing")
    compiled_texts._adapt_compile(module)
    code, again = (vars(module)["compile"]("typing.Optional[int]", "<string>", "eval") for _ in range(2))

    assert typing.Optional[int] == eval(code) == eval(again)  # noqa: S307, UP045  # a text of this test
    with pytest.raises(SyntaxError):
        vars(module)["compile"]("typing.[", "<string>", "eval")


@given(st.sampled_from(PATTERNS), st.sampled_from([0, re.IGNORECASE, re.DOTALL | re.MULTILINE]), st.text("abcXä1 \n\u2028", max_size=8))
def test_patterns_are_the_same(pattern: str, flags: int, text: str) -> None:
    """Groups, flags and matches of a cached pattern are those of the compiled one."""
    made: dict[Any, Any] = {}
    compiler = _copy(import_module("re._compiler"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled_texts, "_texts", lambda: _Dictionary(made))
        compiled_texts._adapt_patterns(compiler)
        compiled_texts._adapt_patterns(compiler)  # a second time changes nothing
        found = [vars(compiler)["compile"](pattern, flags) for _ in range(2)]
    expected = re.compile(pattern, flags)

    for each in found:
        assert (expected.pattern, expected.flags, expected.groups, expected.groupindex) == (
            each.pattern,
            each.flags,
            each.groups,
            each.groupindex,
        )
        assert [match.span() for match in expected.finditer(text)] == [match.span() for match in each.finditer(text)]
    assert 1 == len(made)


class _Dictionary:
    """A cache that keeps the values themselves."""

    def __init__(self, made: dict[Any, Any]) -> None:
        self._made = made

    def made(self, key: Any, make: Any) -> Any:
        """Return the cached value, or create it."""
        return self._made.setdefault(key, make()) if key not in self._made else self._made[key]
