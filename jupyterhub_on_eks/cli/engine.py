"""The option ``--engine``: run a verb with CDKTF or CDK Terrain, each in its own Python environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import BadParameter, Context, Option

from jupyterhub_on_eks.command import ENGINE
from jupyterhub_on_eks.errors import ToolError

if TYPE_CHECKING:
    from fast_start.engine import Engine

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
    os.environ.pop(ENGINE, None)
    if engine is None:
        return
    os.environ[ENGINE] = engine
    from fast_start.engine import ENGINES  # noqa: PLC0415  # most runs need none of it

    here, python = this_engine(), _PYTHONS[engine]
    if engine == here.name:
        return
    if not python.exists() or python.parents[1].samefile(sys.prefix):
        (wanted,) = (each.title for each in ENGINES if each.name == engine)
        raise BadParameter(
            f"{wanted} is not installed here; this environment has {here.title}. In a checkout: python3 -m "
            f"{'scripts.tools terrain' if engine == 'terrain' else 'bootstrap'}. Elsewhere, install the other package into a new environment"
            " (docs/cdk-terrain.md).",
            param_hint="--engine",
        )
    sys.stdout.flush()
    # The option is passed on, so that the other environment checks that it has the engine.
    os.execv(python, [str(python), "-P", "-c", _PROGRAM, str(_ROOT), *context.obj])  # noqa: S606  # of this checkout


def this_engine() -> Engine:
    """Return the engine of this environment.

    Raises:
        ToolError: both are installed.
    """
    from fast_start.engine import TwoEnginesError, installed  # noqa: PLC0415  # as in `choose_engine`

    try:
        return installed()
    except TwoEnginesError as error:
        raise ToolError(str(error)) from None
