"""Texts that imports compile: compiled once per machine.

`dataclasses` and attrs write functions as text, `typing` reads annotations that are text, and `re` translates patterns. The result depends
on the text alone, so one file holds all results by their texts.
"""

from __future__ import annotations

import atexit
import dataclasses
import marshal
import re
import sys
import typing
from collections.abc import Callable
from functools import cache, wraps
from types import ModuleType, SimpleNamespace
from typing import Any
from zlib import crc32

from fast_start.stored import Stored
from fast_start.tricks import used

#: Another number makes what was stored before invalid.
_FORM = 2
#: The file holds no more texts than this; one synth has about a thousand.
_MOST = 4_000
#: Where Python's import system is in the call stack.
_IMPORT = "<frozen importlib._bootstrap>"


class Texts:
    """The compiled results of texts, of this run and of earlier ones.

    Args:
        stored: where it is kept between runs.
    """

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._made: dict[tuple[Any, ...], bytes] = stored.read() or {}
        self._before = len(self._made)
        self._loaded: dict[tuple[Any, ...], Any] = {}

    def made(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Return the result of `make`, from the cache if an earlier import needed the same."""
        if key in self._loaded:
            return self._loaded[key]
        known = self._made.get(key)
        if known is not None:
            value = self._loaded[key] = marshal.loads(known)  # noqa: S302  # as trusted as the bytecode beside it
            return value
        value = make()
        if len(self._made) < _MOST and _is_importing():
            self._made[key] = marshal.dumps(value)
        return value

    def write(self) -> None:
        """Store new results for later runs."""
        if len(self._made) > self._before:
            self._stored.write(self._made)


def _is_importing() -> bool:
    frame = sys._getframe()  # noqa: SLF001  # no public way is as quick
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code.co_filename == _IMPORT:
            return True
    return False


@cache
def _texts() -> Texts:
    texts = Texts(Stored(__file__, kind="texts", form=_FORM))
    atexit.register(texts.write)
    return texts


def remember_texts() -> None:
    """Make the standard library's modules compile each text once."""
    if used("texts"):
        _adapt_compile(typing)
        _adapt_exec(dataclasses)
        _adapt_patterns(getattr(re, "_compiler", None))


def _adapt_compile(module: ModuleType) -> None:
    """Answer a module's calls of ``compile`` from a cache: Python finds the module's own name before the built-in one."""
    vars(module).setdefault("compile", _compile)


def adapt_attrs(module: ModuleType) -> None:
    """Make attrs compile each text once. The texts contain the `hash` of a name, which differs between runs: here it doesn't."""
    if used("texts"):
        _adapt_compile(module)
        vars(module).setdefault("hash", lambda value: crc32(value.encode()) if isinstance(value, str) else hash(value))


def _compile(source: Any, filename: str, mode: str, *args: Any, **options: Any) -> Any:
    if type(source) is not str or args or options:
        return compile(source, filename, mode, *args, **options)
    return _texts().made((source, filename, mode), lambda: compile(source, filename, mode, dont_inherit=True))


def _adapt_exec(module: ModuleType) -> None:
    def execute(source: Any, *namespaces: Any) -> None:
        code = _compile(source, "<string>", "exec") if namespaces else source
        exec(code, *namespaces)  # noqa: S102  # as the module does

    vars(module).setdefault("exec", execute)


def _adapt_patterns(compiler: Any) -> None:
    """Cache the input of the engine of `re` for a pattern."""
    compile_pattern, engine = getattr(compiler, "compile", None), getattr(compiler, "_sre", None)
    if compile_pattern is None or engine is None or hasattr(compile_pattern, "__wrapped__"):
        return
    given: list[tuple[Any, ...]] = []

    def record(pattern: Any, flags: int, code: list[int], *rest: Any) -> Any:
        # The compiler's integers have names, which can't be stored.
        given[:] = [(pattern, int(flags), list(map(int, code)), *rest)]
        return engine.compile(*given[0])

    compiler._sre = SimpleNamespace(**vars(engine) | {"compile": record})  # noqa: SLF001

    @wraps(compile_pattern)
    def compile_once(pattern: Any, flags: int = 0) -> Any:
        if type(pattern) not in (str, bytes) or flags & re.DEBUG:
            return compile_pattern(pattern, flags)

        def make() -> tuple[Any, ...]:
            compile_pattern(pattern, flags)
            return given[0]

        return engine.compile(*_texts().made((pattern, int(flags)), make))

    compiler.compile = compile_once
