"""Runs a program of this folder with the Python of a chart version's hub."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.login.tools import python_of

_PATIENCE = 120.0


def run_program(
    tool: str, name: str, values: Mapping[str, Any], folder: Path, *, env: Mapping[str, str], arguments: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a program until it ends; skip the test if the environment isn't installed.

    Args:
        tool: the environment, which determines the chart version.
        name: the program's file.
        values: the chart's values.
        folder: where the program writes.
        env: environment variables, as the hub's pod has them.
        arguments: the program's own.
    """
    python = python_of(tool)
    (folder / "values.json").write_text(json.dumps(values), encoding="utf-8")
    return subprocess.run(
        [python, ROOT / "tests/login" / name, *arguments],
        env={"PATH": os.defpath, "HOME": str(folder), "HUB_VALUES": str(folder / "values.json"), **env},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
