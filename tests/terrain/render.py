"""Renders all examples with the engine of the running Python: ``python -m tests.terrain.render FOLDER``, each into a folder of its name."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

import main
from tests.engines import EXAMPLES


def render(folder: Path) -> None:
    """Render each example as if its folder were the project's: the state's path is relative to it."""
    for example in EXAMPLES:
        home = folder / example.stem
        home.mkdir(parents=True)
        os.chdir(home)
        if example.suffix == ".py":
            runpy.run_path(str(example))["build_app"](str(home / "cdktf.out")).synth()
        else:
            main.synthesize([example], Path("cdktf.out"))


if __name__ == "__main__":
    render(Path(sys.argv[1]).resolve())
