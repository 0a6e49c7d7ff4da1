"""The preload of the command ``cdktf``: rarely used modules are loaded when they are called."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fast_start import installed_node
from tests.conftest import ROOT

#: The ways in which the bundle of cdktf-cli imports a module: plain, or with its names copied to a separate object.
BUNDLE = """
const plain = require("@cdktf/hcl2cdk");
const parser = require("@cdktf/hcl2json");
const wrapped = Object.create(Object.getPrototypeOf(parser));
for (const name of Object.getOwnPropertyNames(parser)) {
  if (!Object.hasOwn(wrapped, name)) Object.defineProperty(wrapped, name, { get: () => parser[name], enumerable: true });
}
const before = [...(globalThis.loaded ?? [])];
const answers = [plain.convert("a"), wrapped.parse("b"), "convert" in plain];
console.log(JSON.stringify({ before, answers, after: globalThis.loaded }));
"""


def run(program: Path) -> Any:
    """Run a program of node with a copy of the preload, whose cache is beside it; return what it printed as JSON."""
    folder = next(parent for parent in program.parents if (parent / "scripts").is_dir())
    preload = folder / "scripts" / "cdktf_preload.cjs"
    preload.write_bytes((ROOT / "scripts" / "cdktf_preload.cjs").read_bytes())
    node = installed_node()
    assert node is not None
    done = subprocess.run([node, "--require", str(preload), str(program)], check=True, capture_output=True, encoding="utf-8")
    return json.loads(done.stdout)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with modules that add their names to ``globalThis.loaded`` when they are loaded."""
    modules = tmp_path / "node_modules"
    for name, text in {
        "@cdktf/hcl2cdk": "exports.convert = (text) => `converted ${text}`",
        "@cdktf/hcl2json": "exports.parse = (text) => `parsed ${text}`",
        "archiver": "module.exports = (kind) => `archive of ${kind}`",
    }.items():
        (modules / name).mkdir(parents=True)
        (modules / name / "index.js").write_text(f'(globalThis.loaded ??= []).push("{name}"); {text};', encoding="utf-8")
    (tmp_path / "scripts").mkdir()
    return tmp_path


def program(project: Path, path: str, text: str) -> Path:
    """Write a program to the project's modules."""
    file = project / "node_modules" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_converter_loads_when_it_is_called(project: Path) -> None:
    """Requiring it loads nothing; a name of it, however the bundle imported it, is that of the module."""
    output = run(program(project, "cdktf-cli/bundle/bin/cdktf.js", BUNDLE))

    expected = {"before": [], "answers": ["converted a", "parsed b", True], "after": ["@cdktf/hcl2cdk", "@cdktf/hcl2json"]}
    assert expected == output


def test_the_archiver_loads_when_it_is_called(project: Path) -> None:
    """A module that is a function is called as one."""
    text = (
        "const archiver = require('archiver'); console.log(JSON.stringify([globalThis.loaded ?? [], archiver('zip'), globalThis.loaded]))"
    )

    assert [[], "archive of zip", ["archiver"]] == run(program(project, "cdktf/lib/private/fs.js", text))


def test_other_modules_load_at_once(project: Path) -> None:
    """What others require is unchanged."""
    text = "require('archiver'); console.log(JSON.stringify(globalThis.loaded))"

    assert ["archiver"] == run(program(project, "other/index.js", text))


def test_compiled_code_is_cached(project: Path) -> None:
    """It is beside the scripts, and no variable passes it to other programs."""
    text = "console.log(JSON.stringify(process.env.NODE_COMPILE_CACHE ?? null))"

    assert run(program(project, "other/index.js", text)) is None
    assert (project / ".cdktf-cache").is_dir()
