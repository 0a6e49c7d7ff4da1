"""The option ``--engine``: run a verb with CDKTF or CDK Terrain, each in its own Python environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from typer import BadParameter, Context, Option

_ROOT = Path(__file__).parents[2]

#: The Python of each engine in a checkout.
_PYTHONS = {"cdktf": _ROOT / ".venv/bin/python", "terrain": _ROOT / ".tools/terrain/bin/python"}

#: Runs the command line of a checkout from any folder, as scripts/jupyterhub-on-eks does.
_PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from jupyterhub_on_eks.__main__ import main; main()"


def choose_engine(
    context: Context,
    *,
    engine: Annotated[
        Literal["cdktf", "terrain"] | None,
        Option(help="Run the command with CDKTF or CDK Terrain. Default: the one that is installed; in a checkout, CDKTF."),
    ] = None,
) -> None:
    """Continue in the environment of the named engine. This text is not in the app's --help."""
    if engine is None:
        return
    from fast_start.engine import ENGINES, installed  # noqa: PLC0415  # most runs need none of it

    if engine == installed().name:
        return
    if not _PYTHONS[engine].exists():
        (wanted,) = (each.title for each in ENGINES if each.name == engine)
        raise BadParameter(
            f"{wanted} is not installed here; this environment has {installed().title}. In a checkout: python3 -m "
            f"{'scripts.tools terrain' if engine == 'terrain' else 'bootstrap'}. Elsewhere, install the other package into a new environment"
            " (docs/cdk-terrain.md).",
            param_hint="--engine",
        )
    python = str(_PYTHONS[engine])
    sys.stdout.flush()
    os.execv(python, [python, "-P", "-c", _PROGRAM, str(_ROOT), *_without_option(context.obj)])  # noqa: S606  # of this checkout


def _without_option(arguments: list[str]) -> list[str]:
    """Return the arguments without the option before the verb: the other environment runs its own engine."""
    rest = list(arguments)
    while rest and rest[0].startswith("--engine"):
        del rest[: 1 if "=" in rest[0] else 2]
    return rest
