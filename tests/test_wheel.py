"""The library as a wheel: built from the checkout, installed elsewhere, and used by an app whose packages have the same names as ours.

The virtual environment is new, and only the wheel is installed into it. A ``.pth`` file adds its dependencies from the
environment that runs the tests: those are the locked versions, and installing them again would take a minute.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Sequence
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from cdktf import App
from packaging.requirements import Requirement

import fast_start
import jupyterhub_on_eks
from jupyterhub_on_eks.cli.app import VERBS
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.screens import environment, piped
from tests.users_app import FILES, WRONG

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]

BUILDER = ROOT / ".tools" / "wheel" / "bin" / "python"
EXAMPLES = sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml")])


def _run(command: Sequence[str | Path], folder: Path) -> str:
    """Run a command that has to succeed; return its output.

    It has no variable that refers to the checkout, and finds Node as in an activated environment, before the system's own.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "HUBS", "CDKTF_OUTDIR")}
    node = fast_start.installed_node()
    assert node
    environment = {**kept, "PATH": os.pathsep.join([str(Path(node).parent), os.environ["PATH"]])}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as ``pip install .`` does, without the isolation, which would need the package index."""
    if not BUILDER.exists():
        pytest.skip("hatchling is not installed in .tools/wheel; run `python3 -m scripts.tools wheel`")
    folder = tmp_path_factory.mktemp("dist")
    build = ("wheel", "--no-build-isolation", "--check-build-dependencies", "--no-deps", "--wheel-dir", folder, ROOT)
    _run([BUILDER, "-m", "pip", *build], folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new virtual environment; return its Python. pip checks that the locked versions meet the wheel's requirements."""
    folder = tmp_path_factory.mktemp("environment")
    _run([sys.executable, "-m", "venv", "--without-pip", folder], folder)
    (packages,) = folder.glob("lib/python3*/site-packages")
    (packages / "locked.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    _run([BUILDER, "-m", "pip", "--python", folder / "bin" / "python", "install", "--no-index", wheel], folder)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the user's app, with all our examples as its hub files."""
    hubs = {f"hubs/{path.name}": path.read_text(encoding="utf-8") for path in EXAMPLES}
    return _write(tmp_path_factory.mktemp("app"), {**FILES, **hubs})


@pytest.fixture(scope="module")
def rendered(app: Path, python: Path) -> Path:
    """Run the user's app, which must print nothing; return the app's folder."""
    assert "" == _run([python, "main.py"], app)
    return app


def _files(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def test_what_is_installed(wheel: Path) -> None:
    """The three packages, complete, with `stacks` inside one of them; no other top-level name, such as `main` or `tests`."""
    packages = {"constructs_lib": "", "fast_start": "", "jupyterhub_on_eks": "", "stacks": "jupyterhub_on_eks/"}
    sources = {
        f"{prefix}{path.relative_to(ROOT)}"
        for package, prefix in packages.items()
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert sources - {"jupyterhub_on_eks/stacks.py"} == _files(wheel)
    assert {"constructs_lib", "fast_start", "jupyterhub_on_eks"} == {name.partition("/")[0] for name in _files(wheel)}
    assert {
        "constructs_lib/constructs/storage/efs_final_backup.sh",
        "constructs_lib/hub_side/shared_password.py",
        "constructs_lib/py.typed",
        "fast_start/preload.cjs",
        "fast_start/py.typed",
        "jupyterhub_on_eks/cli/check.py",
        "jupyterhub_on_eks/py.typed",
    } < _files(wheel)


def test_make_wheel_builds_the_same(wheel: Path, tmp_path: Path) -> None:
    """``make wheel`` calls hatchling itself; the wheel is the same, byte for byte."""
    command = next(line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "hatchling build" in line)

    _run([BUILDER, *command.partition("bin/python ")[2].split(), "-d", tmp_path], ROOT)

    (built,) = tmp_path.iterdir()
    assert (wheel.name, wheel.read_bytes()) == (built.name, built.read_bytes())


def test_metadata(wheel: Path) -> None:
    """Name, version and license; and it requires what Pipfile has, from its versions on, below the next that may break."""
    metadata = _metadata(wheel)
    pins = tomllib.loads((ROOT / "Pipfile").read_text(encoding="utf-8"))["packages"]
    wanted = {need.name: need.specifier for need in map(Requirement, metadata.get_all("Requires-Dist") or [])}

    assert ("jupyterhub-on-eks", jupyterhub_on_eks.__version__) == (metadata["Name"], metadata["Version"])
    assert ("Apache-2.0", ">=3.11") == (metadata["License-Expression"], metadata["Requires-Python"])
    assert {name.lower(): f">={pin.removeprefix('==')}" for name, pin in pins.items()} == {
        name: next(str(bound) for bound in specifier if bound.operator == ">=") for name, specifier in wanted.items()
    }
    assert [] == [name for name, specifier in wanted.items() if specifier.contains("99.0")]


def test_hub_files_render_the_same(rendered: Path) -> None:
    """Each example renders its golden file, and the user's `stacks`, `tests` and `main` are the user's own."""
    golden = {path.stem: json.loads((ROOT / f"tests/snapshots/{path.stem}/cdk.tf.json").read_text(encoding="utf-8")) for path in EXAMPLES}
    found = {name: json.loads(next(rendered.glob(f"out-{name}/stacks/*/cdk.tf.json")).read_text(encoding="utf-8")) for name in golden}

    assert golden
    assert [] == [name for name, document in golden.items() if document != found[name]]


def test_the_users_own_stack_renders_the_same(rendered: Path, tmp_path: Path) -> None:
    """The same stack class on the checkout's own packages gives the same bytes."""
    by_checkout = App(outdir=str(tmp_path))
    runpy.run_path(str(rendered / "stacks" / "lab.py"))["LabStack"](by_checkout, "lab", team="physics")
    by_checkout.synth()

    text = (rendered / "out-lab/stacks/lab/cdk.tf.json").read_text(encoding="utf-8")
    assert {"lab", "jupyterhub_url"} < set(json.loads(text)["output"])
    assert (tmp_path / "stacks/lab/cdk.tf.json").read_text(encoding="utf-8") == text


def test_nothing_comes_from_the_checkout(rendered: Path, python: Path) -> None:
    """The app imports the installed library, also the module that replaces `stacks` in a checkout."""
    program = """
import main, sys, jupyterhub_on_eks.stacks, stacks
modules = [sys.modules[name].__file__ for name in ("constructs_lib", "fast_start", "jupyterhub_on_eks.stacks", "stacks", "tests", "main")]
print(*modules, sep="\\n")
"""
    files = [Path(line) for line in _run([python, "-c", program], rendered).splitlines()]

    installed, own = python.parent.parent, rendered
    assert [True] * 6 == [file.is_relative_to(folder) for file, folder in zip(files, [installed] * 3 + [own] * 3, strict=True)]


@pytest.mark.parametrize("verb", [verb.__name__.replace("_", "-") for verb in VERBS])
def test_help_of_each_verb(verb: str, python: Path, tmp_path: Path) -> None:
    """From the installed package alone."""
    assert f"Usage: jupyterhub-on-eks {verb} " in _run([python.with_name("jupyterhub-on-eks"), verb, "--help"], tmp_path)


@pytest.mark.parametrize("verb", ["check", "schema", "version"])
def test_each_verb_from_an_empty_folder(verb: str, python: Path, tmp_path: Path) -> None:
    """The installed command does there what it does in the checkout, without output on standard error, and writes nothing."""
    (tmp_path / "hub.yaml").write_text((ROOT / "hubs/quickstart.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    arguments = [verb, *(["hub.yaml"] if verb == "check" else [])]
    by_checkout = piped(arguments, tmp_path)

    assert 0 == by_checkout.returncode
    assert by_checkout.stdout == _run([python.with_name("jupyterhub-on-eks"), *arguments], tmp_path)
    assert by_checkout.stdout == _run([python, "-m", "jupyterhub_on_eks", *arguments], tmp_path)
    assert ["hub.yaml"] == [path.name for path in tmp_path.iterdir()]


def test_verbs_that_synthesize_from_a_folder_of_hub_files(python: Path, tmp_path: Path) -> None:
    """With the installed package alone: the JSON is that of the checkout, and one message lists what a deployment lacks."""
    (tmp_path / "hubs").mkdir()
    (tmp_path / "hubs/quickstart.yaml").write_text((ROOT / "hubs/quickstart.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    tool = python.with_name("jupyterhub-on-eks")

    assert "quickstart: cdktf.out/stacks/quickstart/cdk.tf.json\n" in _run([tool, "synth"], tmp_path)
    assert "quickstart  not deployed\n" == _run([tool, "stacks"], tmp_path)
    rendered = json.loads((tmp_path / "cdktf.out/stacks/quickstart/cdk.tf.json").read_text(encoding="utf-8"))
    assert json.loads((ROOT / "tests/snapshots/quickstart/cdk.tf.json").read_text(encoding="utf-8")) == rendered
    for verb, message in {"diff": "Neither terraform nor tofu is on PATH.", "outputs": "Stack 'quickstart' is not deployed"}.items():
        run = subprocess.run([tool, verb], cwd=tmp_path, env=environment(PATH="/none"), capture_output=True, text=True, check=False)
        assert (3, "", True) == (run.returncode, run.stdout, run.stderr.startswith(message))
    assert {"hubs", "cdktf.out"} == {path.name for path in tmp_path.iterdir()}


def test_from_an_empty_folder_to_a_pipeline(python: Path, tmp_path: Path) -> None:
    """A first hub file, right at once; its picture, its pipeline, the changes of an upgrade; and the hub file of a release."""
    tool = python.with_name("jupyterhub-on-eks")
    options = ["--cluster", "research", "--region", "us-west-2", "--storage", "ebs", "--yes", "--offline"]

    assert "Wrote hubs/research.yaml" in _run([tool, "init", *options], tmp_path)
    assert _run([tool, "check"], tmp_path).endswith("1 hub file checked: no mistakes, 1 warning.\n")
    assert _run([tool, "picture", "--format", "mermaid", "--output", "-"], tmp_path).startswith("flowchart LR\n")
    with (tmp_path / "hubs/research.yaml").open("a", encoding="utf-8") as file:
        file.write("\nbackend: {s3: {bucket: states, key: research.tfstate, region: us-west-2}}\n")
    assert "Wrote .gitlab-ci.yml" in _run([tool, "ci", "gitlab", "--role", "arn:aws:iam::111122223333:role/deploy"], tmp_path)
    assert "there is nothing to do" in _run([tool, "upgrade-check", "--to", "4.4.0"], tmp_path)
    (tmp_path / "values.yaml").write_text(
        "proxy: {service: {type: ClusterIP}}\nsingleuser: {storage: {dynamic: {storageClass: gp3}}}\nhub: {db: {pvc: {storageClassName: gp3}}}\n",
        encoding="utf-8",
    )
    release = ["--cluster", "research", "--region", "us-west-2", "--namespace", "lab", "--release", "lab"]
    files = ["--values", "values.yaml", "--chart-version", "4.4.0", "--output", "adopted/lab.yaml"]
    assert "Written   adopted/lab.yaml" in _run([tool, "adopt", *release, *files], tmp_path)
    assert "lab: cdktf.out/stacks/lab/cdk.tf.json\n" in _run([tool, "synth", "adopted"], tmp_path)
    rendered = json.loads((tmp_path / "cdktf.out/stacks/lab/cdk.tf.json").read_text(encoding="utf-8"))
    assert ["lab/lab"] == [block["id"] for block in rendered["import"]]


def test_check_of_the_wheel_reads_no_checkout(python: Path, tmp_path: Path) -> None:
    """All that a check loads is in the wheel or its dependencies, and none of it is CDKTF."""
    (tmp_path / "hub.yaml").write_text((ROOT / "hubs/quickstart.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    program = """
import sys
from jupyterhub_on_eks.cli.app import run
assert run(["check", "hub.yaml"]) == 0
files = [module.__file__ for name, module in sys.modules.items() if name.startswith(("constructs_lib", "jupyterhub_on_eks", "cdktf"))]
print(*files, sep="\\n")
"""
    lines = _run([python, "-c", program], tmp_path).splitlines()
    files = [Path(line) for line in lines if line.startswith("/")]

    assert len(files) > 50
    assert [] == [file for file in files if not file.is_relative_to(python.parent.parent) or "cdktf" in file.parts[-2]]


def test_types_reach_the_user(app: Path, python: Path, tmp_path: Path) -> None:
    """mypy, strict, finds nothing in the app, and finds what is wrong with another: the installed packages have their types."""
    _write(app, {"wrong.txt": WRONG})
    mypy: list[str | Path] = [sys.executable, "-m", "mypy", "--python-executable", python, "--cache-dir", tmp_path]

    assert "Success: no issues found in 4 source files\n" == _run([*mypy, "main.py", "stacks", "tests"], app)
    found = subprocess.run([*mypy, "wrong.txt"], cwd=app, capture_output=True, text=True, check=False).stdout
    assert 'Module "jupyterhub_on_eks" has no attribute "TypingMistake"' in found
    assert 'Argument "storage_class" to "EbsConfig" has incompatible type "int"' in found
    assert "Found 2 errors in 1 file" in found
    assert "-> jupyterhub_on_eks.stacks.blueprint_stack.BlueprintStack" in found
    assert "list[constructs_lib.add_ons.contract.Deployment]" in found
    assert "-> constructs_lib.constructs.storage.kms_key.KmsKey" in found
