"""Text on the page where users choose their server."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from constructs_lib.models.scheduling.resources import GPU, ServerResources

#: A CDK token, or a brace with the character that forms a Terraform template marker with it.
_BRACES = re.compile(r"(\$\{TfToken\[[^\]]*\]\})|(?:([$%])\2)?([{}])")
_UNITS = ((2**40, "TiB"), (2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"))


def escaped_text(text: str) -> str:
    """Return text that the page shows literally.

    KubeSpawner inserts it into the page as HTML, which the hub then evaluates as a template. Braces become character references,
    including those escaped for Terraform, which then need no escape.
    """
    return _BRACES.sub(lambda found: found[1] or f"{found[2] or ''}&#{ord(found[3])};", html.escape(text))


def described(description: str | None, resources: ServerResources) -> str:
    """Return a description that ends with the server's resources that the hub file sets.

    Args:
        description: the description in the hub file. None: there is none.
        resources: the server's resources.
    """
    has = ", ".join(_amounts(resources))
    return f"{description} ({has})" if description and has else description or has


def _amounts(resources: ServerResources) -> Iterator[str]:
    if amount := _range(resources.cpu_numbers if resources.cpu.guarantee is not None else (None, resources.cpu_numbers[1]), _number):
        yield f"{amount} CPU"
    if resources.memory.guarantee is not None or resources.memory.limit is not None:
        yield f"{_range(resources.memory_numbers, _size)} memory"
    for name, count in resources.devices.items():
        yield f"{count} GPU{'s' if count > 1 else ''}" if name == GPU else f"{count} {name}"


def _range(numbers: tuple[float | None, float | None], written: Callable[[float], str]) -> str:
    low, high = (None if number is None else written(number) for number in numbers)
    if low is None:
        return f"up to {high}" if high else ""
    return low if low == high else f"{low} to {high}" if high else f"{low} or more"


def _number(number: float) -> str:
    return f"{number:g}"


def _size(number: float) -> str:
    size, unit = next(((size, unit) for size, unit in _UNITS if number >= size), (1, "B"))
    return f"{number / size:.4g} {unit}"
