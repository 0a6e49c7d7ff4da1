"""References in a Terraform JSON document: its expressions, parsed just enough to name their roots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: Roots that Terraform itself defines, with the sections where they are valid.
_BUILT_IN = {"each", "self", "count", "path", "terraform"}
_WORDS = {"for", "in", "if", "null", "true", "false", "else", "endif", "endfor"}
_TEMPLATE = re.compile(r"\$\$\{|%%\{|[$%]\{")
_BOUND = re.compile(r"\bfor\s+([A-Za-z_]\w*)(?:\s*,\s*([A-Za-z_]\w*))?\s+in\b")
_TRAVERSAL = re.compile(r"(?<![\w.\]\-])[A-Za-z_][\w-]*(?:\s*\.\s*[A-Za-z_][\w-]*|\[[^\]]*\])*(?!\s*\()(?![\w-])")
_SECTIONS = {"data": 3, "ephemeral": 3, "module": 2, "var": 2, "local": 2}


def blocks(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each block of the document by its address."""
    for section, prefix in (("resource", ""), ("data", "data."), ("ephemeral", "ephemeral.")):
        for kind, named in document.get(section, {}).items():
            for name, block in named.items():
                yield f"{prefix}{kind}.{name}", block
    for section, prefix in (("variable", "var."), ("locals", "local."), ("output", "output."), ("module", "module.")):
        for name, block in document.get(section, {}).items():
            yield f"{prefix}{name}", block
    for name, block in document.get("provider", {}).items():
        yield f"provider.{name}", block


def references(value: Any) -> Iterator[str]:
    """Yield the address of each thing that a value refers to in expressions or in ``depends_on``."""
    if isinstance(value, str):
        for expression in _expressions(value):
            yield from _of_expression(expression)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (item if key == "depends_on" and isinstance(item, list) else references(item))
            yield from references(key)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def _expressions(text: str) -> Iterator[str]:
    """Yield the expressions in the templates of a text; ``$${`` and ``%%{`` begin none."""
    position = 0
    while found := _TEMPLATE.search(text, position):
        position = found.end()
        if len(found[0]) == 3:
            continue
        end = _closing(text, position)
        yield text[position:end]
        position = end + 1


def _closing(text: str, start: int) -> int:
    depth, quoted, position = 1, False, start
    nested: list[int] = []
    while position < len(text):
        character = text[position]
        if quoted and character == "\\\\":
            position += 2
            continue
        if quoted and text.startswith(("${", "%{"), position) and text[position - 1] not in "$%":
            nested.append(depth)
            quoted, depth, position = False, depth + 1, position + 2
            continue
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "{}":
            depth += 1 if character == "{" else -1
            if depth == 0:
                return position
            if nested and depth == nested[-1]:
                nested.pop()
                quoted = True
        position += 1
    raise AssertionError(f"unterminated template: {text}")


def _of_expression(expression: str) -> Iterator[str]:
    for inner in _expressions(expression):
        yield from _of_expression(inner)
    bare = re.sub(r'"(?:[^"\\\\]|\\\\.)*"', '""', re.sub(r"\$\{[^{}]*\}", "", expression))
    bound = {name for pair in _BOUND.findall(bare) for name in pair if name}
    for found in _TRAVERSAL.finditer(bare):
        before = bare[: found.start()].rstrip()
        parts = re.sub(r"\[[^\]]*\]", "", found[0]).replace(" ", "").split(".")
        key = re.match(r"\s*=(?!=)", bare[found.end() :]) and not before.endswith(".")
        if parts[0] in _WORDS | bound | _BUILT_IN or before.endswith(".") or key:
            continue
        yield ".".join(parts[: _SECTIONS.get(parts[0], 2)])
