"""The library as the package `jupyterhub-on-eks-terrain`: the same files, with CDK Terrain in place of CDKTF."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from email import message_from_bytes
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bootstrap import paths
from tests.engines import ROOT, SNAPSHOTS, TERRAIN_PYTHON, on_terrain

pytestmark = [pytest.mark.wheel, pytest.mark.terrain, pytest.mark.xdist_group("terrain")]

BUILDER = ROOT / ".tools" / "wheel" / "bin" / "python"

#: A user's own app on CDK Terrain.
APP = """
from pathlib import Path

from cdktn import App
from jupyterhub_on_eks import BlueprintStack, read_hub_file

app, file = App(outdir="cdktf.out"), read_hub_file(Path("quickstart.yaml"))
BlueprintStack(app, file.stack, file.blueprint(), tags=file.tags, backend=file.backend)
app.synth()
"""


def _run(command: Sequence[str | Path], folder: Path) -> str:
    path = os.pathsep.join([str(Path(paths.npm()[0]).parent), os.environ["PATH"]])  # a user's machine has a Node
    run = subprocess.run(command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build both packages as ``pip install`` does, without the isolation, which would need the package index."""
    if not BUILDER.exists():
        pytest.skip("hatchling is not installed in .tools/wheel; run `python3 -m scripts.tools wheel`")
    folder = tmp_path_factory.mktemp("dist")
    for source in (ROOT, ROOT / "tools" / "terrain"):
        _run([BUILDER, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", folder, source], folder)
    return {wheel.name.partition("-")[0]: wheel for wheel in folder.glob("*.whl")}


def _files(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _needs(wheel: Path) -> dict[str, str]:
    (text,) = (text for name, text in _files(wheel).items() if name.endswith(".dist-info/METADATA"))
    return {
        need.name.lower(): f"{need.specifier} {need.marker}"
        for need in map(Requirement, message_from_bytes(text).get_all("Requires-Dist") or [])
    }


def test_same_files(wheels: dict[str, Path]) -> None:
    """Byte for byte, except for the package's metadata."""
    ours, theirs = (
        {name: text for name, text in _files(wheels[package]).items() if ".dist-info/" not in name}
        for package in ("jupyterhub_on_eks", "jupyterhub_on_eks_terrain")
    )

    assert ours == theirs


def test_other_engine(wheels: dict[str, Path]) -> None:
    """CDK Terrain from the pinned versions up to the next that may break; nothing of CDKTF; everything else as in the other package."""
    ours, theirs = _needs(wheels["jupyterhub_on_eks"]), _needs(wheels["jupyterhub_on_eks_terrain"])
    pins = dict(
        re.findall(r"^(cdktn[\w-]*)==([\w.]+)", (ROOT / "tools/terrain/requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    )
    engine = {name: need for name, need in theirs.items() if name.startswith("cdktn")}

    assert {name: need for name, need in ours.items() if not name.startswith("cdktf")} == {
        name: need for name, need in theirs.items() if name not in engine
    }
    assert set(pins) == set(engine)
    assert [] == [name for name, pin in pins.items() if f">={pin}" not in engine[name] or "<" not in engine[name]]


def test_app_of_a_user(wheels: dict[str, Path], tmp_path: Path) -> None:
    """In an environment with the package, an app that imports CDK Terrain under its own name renders the example."""
    if not TERRAIN_PYTHON.exists():
        pytest.skip("CDK Terrain is not installed in .tools/terrain; run `python3 -m scripts.tools terrain`")
    _run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "environment"], tmp_path)
    (packages,) = tmp_path.glob("environment/lib/python3*/site-packages")
    (locked,) = TERRAIN_PYTHON.parents[1].glob("lib/python3*/site-packages")
    (packages / "locked.pth").write_text(str(locked), encoding="utf-8")
    python = tmp_path / "environment/bin/python"
    _run([BUILDER, "-m", "pip", "--python", python, "install", "--no-index", wheels["jupyterhub_on_eks_terrain"]], tmp_path)
    (tmp_path / "quickstart.yaml").write_bytes((ROOT / "hubs/quickstart.yaml").read_bytes())

    _run([python, "-c", APP], tmp_path)

    golden = json.loads((SNAPSHOTS / "quickstart/cdk.tf.json").read_text(encoding="utf-8"))
    assert on_terrain(golden) == json.loads((tmp_path / "cdktf.out/stacks/quickstart/cdk.tf.json").read_text(encoding="utf-8"))


def test_one_environment_never_has_both() -> None:
    """The list of CDK Terrain's environment has nothing of CDKTF, and packages of both environments are pinned to the same version."""
    list_ = dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "tools/terrain/requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    pins = tomllib.loads((ROOT / "Pipfile").read_text(encoding="utf-8"))
    exact = {name: pin for name, pin in {**pins["packages"], **pins["dev-packages"]}.items() if pin != "*"}

    assert [] == [name for name in list_ if name.startswith("cdktf")]
    assert [] == [name for name, pin in exact.items() if name in list_ and pin != f"=={list_[name]}"]
    assert {"pydantic", "typer", "pytest"} <= {name for name in exact if name in list_}
