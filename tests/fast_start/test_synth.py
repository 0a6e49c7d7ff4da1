"""Eager or lazy, alone or beside others, on any node: the JSON is the same, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

import fast_start
from fast_start.engine import TERRAIN, installed
from tests.conftest import ROOT
from tests.engines import for_engine

EXAMPLES = sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml"), *ROOT.glob("examples/*.py")])

#: A stack with the smallest of the three bindings, rendered into the working directory.
HELM_APP = """
from cdktf import App, LocalBackend, TerraformStack
from cdktf_cdktf_provider_helm.provider import HelmProvider
from cdktf_cdktf_provider_helm.release import Release

app = App(outdir="out")
stack = TerraformStack(app, "test")
LocalBackend(stack, path="state")
HelmProvider(stack, "helm")
Release(stack, "release", name="hub", chart="jupyterhub")
app.synth()
"""
#: The package alone, without the rest of the library.
LAZY_HELM_APP = f"import fast_start\nfast_start.activate()\n{HELM_APP}"

#: Writes, when Node exits, which files of the provider it has loaded.
NODE_PROBE = """
process.on("exit", () => {
  const files = Object.keys(require.cache).map((file) => file.split("provider-helm/lib/")[1]).filter(Boolean);
  if (files.length) require("node:fs").writeFileSync("loaded.json", JSON.stringify(files.sort()));
});
"""

#: Requests of a hub with homes on EFS, and those whose responses are waited for.
MOST_REQUESTS, MOST_WAITS = 130, 63
#: All examples, each rendered into a folder of its name.
ALL_EXAMPLES = f"""
import runpy
import sys
from pathlib import Path

import main

for example in map(Path, {[str(path) for path in EXAMPLES]!r}):
    outdir = str(Path(example.name).absolute())
    build = runpy.run_path(str(example))["build_app"] if example.suffix == ".py" else main.build_app
    (build(outdir) if example.suffix == ".py" else build([example], outdir=outdir)).synth()

print(sum(name.startswith("cdktf_cdktf_provider_") for name in sys.modules))
"""


def start(program: str, folder: Path, **variables: str) -> subprocess.Popen[str]:
    """Start a Python program in a folder, without this process's settings of node and of loading; the project is on its path.

    Without this project jsii searches PATH for a node: the machine's own, or else that of the environment.
    """
    ours = (fast_start.EAGER_VARIABLE, "JSII_NODE", "NODE_OPTIONS", "NODE_COMPILE_CACHE")
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    folder.mkdir(parents=True, exist_ok=True)
    node = fast_start.installed_node()
    assert node is not None
    paths = {
        "PATH": os.pathsep.join([*os.get_exec_path(), str(Path(node).parent)]),
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
    }
    return subprocess.Popen(
        [sys.executable, "-c", for_engine(program)],
        cwd=folder,
        env={**inherited, **paths, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> str:
    """Wait for a program, which must succeed, and return its output."""
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out.strip()


def rendered(folder: Path) -> str:
    """Return the JSON of the one stack below the folder."""
    (file,) = folder.rglob("cdk.tf.json")
    return file.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working directory with only the package; its path has every difficult character."""
    folder = tmp_path / 'a "quoted" folder'
    folder.mkdir()
    shutil.copytree(ROOT / "fast_start", folder / "fast_start")
    return folder


@pytest.fixture(scope="session")
def helm_json(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the small app renders without the module."""
    folder = tmp_path_factory.mktemp("helm")
    finish(start(HELM_APP, folder))
    return rendered(folder)


@pytest.mark.parametrize("first", ["import fast_start; fast_start.activate()", "from cdktf import App"], ids=["ours first", "cdktf first"])
def test_order_of_imports_does_not_matter(folder: Path, helm_json: str, first: str) -> None:
    """Node loads the two files of the provider that the app uses, there is no warning, and the JSON is the same."""
    probe = folder / "probe.cjs"
    probe.write_text(NODE_PROBE, encoding="utf-8")
    program = f"import warnings\nwarnings.simplefilter('error')\n{first}\n{LAZY_HELM_APP}"

    finish(start(program, folder, NODE_OPTIONS='--require "./probe.cjs"'))

    assert helm_json == rendered(folder)
    assert ["index.js", "provider/index.js", "release/index.js"] == json.loads((folder / "loaded.json").read_text(encoding="utf-8"))


def test_binding_imported_before_keeps_working(folder: Path, helm_json: str) -> None:
    """A binding that was imported eagerly, and the Node that was started for it, are used afterwards; one warning states what to do."""
    process = start(f"import cdktf_cdktf_provider_helm\n{LAZY_HELM_APP}", folder)
    _, warned = process.communicate()

    assert 0 == process.returncode, warned
    assert 1 == warned.count(f"FastStartWarning: {installed().bindings}helm was imported before")
    assert helm_json == rendered(folder)


def test_import_starts_nothing(folder: Path) -> None:
    """Importing the package imports neither jsii nor a binding."""
    probe = "import sys\nimport fast_start\nprint([name for name in sys.modules if name.startswith(('jsii', 'cdktf', 'cdktn'))])"

    assert "[]" == finish(start(probe, folder))


def test_one_resource_loads_one_module(folder: Path) -> None:
    """A resource of the AWS binding loads its own module, not 2,200."""
    probe = """
        import sys
        import fast_start
        fast_start.activate()
        from cdktf_cdktf_provider_aws.efs_file_system import EfsFileSystem
        print(*sorted(n for n in sys.modules if n.startswith("cdktf_cdktf_provider_aws.") and "_jsii" not in n and "_private" not in n))
    """

    assert f"{installed().bindings}aws.efs_file_system" == finish(start(textwrap.dedent(probe), folder))


def test_object_of_an_unknown_class_is_found(folder: Path) -> None:
    """An object that other code on node's side has created has its class, although nobody has imported that class here."""
    probe = """
        import sys
        import fast_start
        fast_start.activate()
        import cdktf_cdktf_provider_helm._jsii, jsii
        from jsii._reference_map import resolve_reference
        before = "cdktf_cdktf_provider_helm.release" in sys.modules
        made = resolve_reference(jsii.kernel, jsii._kernel.types.ObjRef(ref="@cdktf/provider-helm.release.Release@10000"))
        print(before, type(made).__name__)
    """

    assert "False Release" == finish(start(textwrap.dedent(probe), folder))


@pytest.mark.skipif(os.name == "nt", reason="a shell script is the user's node")
def test_users_node_runs(folder: Path, helm_json: str) -> None:
    """``JSII_NODE`` sets the node that runs, with the user's options and ours."""
    node = folder / "my node"
    node.write_text(f'#!/bin/sh\nprintf %s "$NODE_OPTIONS" > "{folder.parent}/options"\nexec "{fast_start.installed_node()}" "$@"\n')
    node.chmod(0o755)

    finish(start(LAZY_HELM_APP, folder, JSII_NODE=str(node), NODE_OPTIONS="--no-deprecation"))

    assert helm_json == rendered(folder)
    assert (folder.parent / "options").read_text(encoding="utf-8").startswith("--no-deprecation --require ")


def test_systems_node_renders_the_same(folder: Path, helm_json: str) -> None:
    """The JSON doesn't depend on the node: the system's own gives that of the environment's."""
    outside = [path for path in os.get_exec_path() if not path.startswith(sys.prefix)]
    node = shutil.which("node", path=os.pathsep.join(outside))
    if node is None:
        pytest.skip("the system has no separate node")

    finish(start(LAZY_HELM_APP, folder, JSII_NODE=node))

    assert helm_json == rendered(folder)


@pytest.mark.slow
def test_two_processes_at_once(folder: Path, helm_json: str, tmp_path: Path) -> None:
    """Two first runs at the same time share jsii's package cache without conflicts."""
    cache = tmp_path / "cache"
    folders = [folder, folder.with_name("other")]
    shutil.copytree(folder, folders[1])

    # Without the two large packages, which take half a minute to unpack and index.
    variables = {"JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(cache), fast_start.WITHOUT_VARIABLE: "early"}
    for process in [start(LAZY_HELM_APP, each, **variables) for each in folders]:
        finish(process)

    assert [helm_json, helm_json] == [rendered(each) for each in folders]
    assert {installed().framework, "constructs", "provider-helm"} == {
        path.parent.parent.parent.name for path in cache.rglob(".jsii.runtime.v*.json")
    }


def test_environment_may_be_read_only(folder: Path, helm_json: str) -> None:
    """Lazily rendered, the JSON is the same, and nothing is written, created, moved or removed in the packages' folders."""
    watch = f"""
        import os, sys
        guarded = {[sys.prefix, str(ROOT)]!r}
        changing = {{"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.utime"}}
        def refuse(event, arguments):
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes or event in changing:
                path = os.path.abspath(os.fsdecode(arguments[0])) if not isinstance(arguments[0], int) else ""
                if any(path.startswith(folder + os.sep) for folder in guarded):
                    raise PermissionError(path)
        sys.addaudithook(refuse)
    """

    finish(start(textwrap.dedent(watch) + LAZY_HELM_APP, folder, PYTHONDONTWRITEBYTECODE="1"))

    assert helm_json == rendered(folder)


@pytest.mark.slow
def test_every_example_renders_the_same(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """All examples give the same files eagerly, with thousands of modules loaded, and lazily, with a few dozen, byte for byte.

    One test, so that they are loaded eagerly once. Their bytecode stays in pytest's cache: compiling takes most of the time.
    """
    cache = pytestconfig.cache
    assert cache is not None
    bytecode = {"PYTHONPYCACHEPREFIX": str(cache.mkdir("bytecode")), "PYTHONDONTWRITEBYTECODE": ""}

    eager = int(finish(start(ALL_EXAMPLES, tmp_path / "eager", **bytecode, **{fast_start.EAGER_VARIABLE: "1"})))
    lazy = int(finish(start(ALL_EXAMPLES, tmp_path / "lazy", **bytecode)))

    assert eager > 2000 or installed() is TERRAIN  # whose Python packages load module by module themselves
    assert lazy < 200
    assert {example.name for example in EXAMPLES} == {path.name for path in (tmp_path / "eager").iterdir()}
    assert contents(tmp_path / "eager") == contents(tmp_path / "lazy")


def contents(folder: Path) -> dict[str, Any]:
    """Return all files of a folder, by their paths in it; manifests without the stack traces, which name jsii's temporary folder."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: _without_traces(json.loads(text)) if name.endswith("manifest.json") else text for name, text in files.items()}


def _without_traces(manifest: Any) -> Any:
    if isinstance(manifest, dict):
        return {key: _without_traces(value) for key, value in manifest.items() if key != "stacktrace"}
    return [_without_traces(item) for item in manifest] if isinstance(manifest, list) else manifest


#: A hub that is rendered twice in one process; for the second time, the number of requests to Node, and of responses not waited for.
COUNTED = """
import main
from fast_start.ahead import Ahead as ahead
from jsii._kernel.providers.process import _NodeProcess as process

counts = {"send": 0, "answer": 0}
for owner, name in (process, "send"), (ahead, "answer"):
    def counted(self, *args, name=name, method=getattr(owner, name)):
        counts[name] += 1
        return method(self, *args)
    setattr(owner, name, counted)

for folder in "first", "second":
    counts.update(dict.fromkeys(counts, 0))
    main.build_app([HUB], outdir=folder).synth()
print(*counts.values())
"""


def test_requests_of_a_hub(tmp_path: Path) -> None:
    """A hub doesn't send Node more requests than necessary: each costs a tenth of a millisecond, and so does a response that is waited for."""
    program = f"HUB = {str(ROOT / 'bench/hub.yaml')!r}\n{COUNTED}"
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=variables, capture_output=True, text=True, check=True)
    requests, silent = map(int, run.stdout.split())

    assert 40 < requests <= MOST_REQUESTS
    assert requests - silent <= MOST_WAITS
