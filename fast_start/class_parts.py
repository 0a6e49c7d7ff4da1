"""The parts of a generated module: each class and each stub, compiled by itself."""

from __future__ import annotations

import ast
import inspect
import marshal
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType

#: How the functions begin that jsii asks for type hints.
_STUB = "_typecheckingstub__"
#: Hides the names outside of ``__all__``; `lazy_classes` does so itself.
_PUBLISH = "publication.publish()"
#: What is added to an interface and to an abstract class after its definition (source: jsii-pacmak 1.142, `python.ts`).
_PROXY = "__jsii_proxy_class__"

#: Keeps the annotations of methods as text, which `typing.get_type_hints` evaluates for whoever asks. jsii asks the stubs alone.
_UNEVALUATED = annotations.compiler_flag

#: The code of what is no part; and by name, each part's marshalled code and the names of the parts that have to run before.
Parts = tuple[CodeType, Mapping[str, tuple[bytes, tuple[str, ...]]]]


def compiled(source: str) -> Parts | None:
    """Compile a module in parts. Returns None if its source isn't what jsii generates."""
    tree = ast.parse(Path(source).read_bytes(), source)
    groups: dict[str, list[ast.stmt]] = {}
    rest: list[ast.stmt] = []
    published = False
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef) or (isinstance(statement, ast.FunctionDef) and statement.name.startswith(_STUB)):
            groups.setdefault(statement.name, []).append(statement)
        elif ast.unparse(statement) == _PUBLISH:
            published = True
        elif additions := dict(_additions(statement)):
            for name, addition in additions.items():
                groups.setdefault(name, []).append(addition)
        else:
            rest.append(statement)
    if not published:
        return None
    codes = {name: _code(statements, source, 0 if name.startswith(_STUB) else _UNEVALUATED) for name, statements in groups.items()}
    return _code(rest, source), {name: (marshal.dumps(code), _needed(name, code, codes)) for name, code in codes.items()}


def _additions(statement: ast.stmt) -> Iterator[tuple[str, ast.stmt]]:
    """Find what a statement adds to classes: ``typing.cast(typing.Any, X).… = …``, or a loop over classes that does so."""
    match statement:
        case ast.Assign(targets=[ast.Attribute(value=ast.Call(args=[_, ast.Name(id=name)]), attr=added)]) if added == _PROXY:
            yield name, statement
        case ast.For(iter=ast.List(elts=classes)) if all(isinstance(each, ast.Name) for each in classes):
            for each in classes:
                one = ast.List([each], ast.Load())
                loop = ast.For(statement.target, one, statement.body, [])
                yield ast.unparse(each), ast.fix_missing_locations(ast.copy_location(loop, statement))


def _code(statements: list[ast.stmt], source: str, flags: int = 0) -> CodeType:
    code: CodeType = compile(ast.Module(statements, []), source, "exec", flags, dont_inherit=True)
    return code


def _needed(name: str, code: CodeType, parts: dict[str, CodeType]) -> tuple[str, ...]:
    """Return the parts that a definition uses at once, in decorators, bases and annotations; bodies of methods find theirs when they run."""
    bodies = (each for each in code.co_consts if isinstance(each, CodeType) and not each.co_flags & inspect.CO_OPTIMIZED)
    used = {*code.co_names, *(each for body in bodies for each in body.co_names)}
    return tuple(sorted(used & parts.keys() - {name}))
