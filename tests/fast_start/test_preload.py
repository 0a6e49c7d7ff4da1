"""The preload of jsii's node process: index files become getters, a started index is completed, one process responds."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsii
import pytest

import fast_start
from fast_start import node as node_environment

INDEX = """\
"use strict";
/**
 * Copyright (c) Somebody
 */
Object.defineProperty(exports, "__esModule", { value: true });
exports.bucketPolicy = exports.bucket = void 0;
// generated
exports.bucket = require("./bucket");
exports.bucketPolicy = require("./bucket-policy");
//# sourceMappingURL=data:application/json;base64,eyJ2
"""

#: The TypeScript helper that CDK Terrain's index files begin with.
HELPERS = """\
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k) {
    o[k] = m[k];
}) : (function(o, m, k) {
    o[k] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || (function () {
    return function (mod) {
        return mod && mod.__esModule ? mod : { default: mod };
    };
})();
"""

#: The index file of a provider, by the scope of its package.
INDEXES = {
    "@cdktf": INDEX,
    "@cdktn": re.sub(r'require\("(.*)"\)', r'__importStar(require("\1/index"))', INDEX).replace("Object", f"{HELPERS}Object", 1),
}

#: A Node program, and what it printed as JSON.
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a program as jsii's kernel; its path and that of the packages contain a space."""
    folder = tmp_path / "with a space"

    def node(program: str, *, preload: bool = True) -> Any:
        file = folder / "lib" / "program.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(program, encoding="utf-8")
        binary = fast_start.installed_node()
        assert binary is not None
        options = f"--require {node_environment._quoted(node_environment.PRELOAD)}" if preload else ""
        environment = {**os.environ, "NODE_OPTIONS": options}
        done = subprocess.run([binary, str(file)], env=environment, check=True, capture_output=True, encoding="utf-8")
        return json.loads(done.stdout)

    return node


@pytest.fixture(params=INDEXES)
def package(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder ``lib`` of a provider of either engine whose files each add their name to ``globalThis.loaded``."""
    lib = tmp_path.joinpath("with a space", "node_modules", request.param, "provider-thing", "lib")
    lib.mkdir(parents=True)
    (lib / "index.js").write_text(INDEXES[request.param], encoding="utf-8")
    (lib.parent / "package.json").write_text('{"main": "lib/index.js"}', encoding="utf-8")
    for name in ("bucket", "bucket-policy"):
        (lib / name).mkdir()
        file = f'(globalThis.loaded ??= []).push("{name}"); exports.__esModule = true; exports.is = "{name}";'
        (lib / name / "index.js").write_text(file, encoding="utf-8")
    return lib


def test_index_loads_what_is_used(run: Run, package: Path) -> None:
    """Requiring the index loads no file, using a name loads its file, once; all names exist from the beginning."""
    found = run(f"""
        const thing = require("{_name(package)}");
        const before = [...(globalThis.loaded ?? [])];
        const same = thing.bucketPolicy === thing.bucketPolicy && thing.bucketPolicy.is === "bucket-policy";
        console.log(JSON.stringify({{ before, names: Object.keys(thing), module: thing.__esModule, same, after: globalThis.loaded }}));
    """)

    expected = {"before": [], "names": ["bucket", "bucketPolicy"], "module": True, "same": True, "after": ["bucket-policy"]}
    assert expected == found


@pytest.mark.parametrize(
    "line",
    [
        'exports.more = require("./bucket").is;',
        'exports.more = require("./bucket"); globalThis.effect = 1;',
        "globalThis.effect = 1;",
        "/* comment */ globalThis.effect = 1;",
        "/*\n * */ globalThis.effect = 1;",
        "var __other = (this && this.__other) || (function () {\n});",
        "var __importStar = (this && this.__importStar) || (globalThis.effect = (it) => it) || (function () {\n})();",
    ],
)
def test_unknown_index_stays_as_it_is(run: Run, package: Path, line: str) -> None:
    """With one unknown line the whole file is loaded as it was written."""
    (package / "index.js").write_text(INDEXES[package.parents[1].name].replace("// generated", line), encoding="utf-8")

    found = run(f'require("{_name(package)}"); console.log(JSON.stringify(globalThis.loaded));')

    assert ["bucket", "bucket-policy"] == found


def _name(package: Path) -> str:
    return "/".join(package.parts[-3:-1])


@pytest.mark.parametrize("framework", ["cdktf", "cdktn"])
@pytest.mark.parametrize("name", ["archiver", "semver"])
def test_cdktf_gets_its_helpers_on_first_use(run: Run, tmp_path: Path, name: str, framework: str) -> None:
    """Files of cdktf that rarely need a large package require it when they call it; both ways of calling work."""
    modules = tmp_path / "with a space" / "node_modules"
    caller = {"archiver": "private/fs.js", "semver": "validations/validate-binary-version.js"}[name]
    for file, text in {
        f"{framework}/lib/{caller}": f'const {name} = require("{name}");\nexports.called = () => [{name}("a"), {name}.satisfies("b")];',
        f"{name}/index.js": "globalThis.loaded = true; module.exports = (x) => x; module.exports.satisfies = (x) => `${x}!`;",
    }.items():
        (modules / file).parent.mkdir(parents=True)
        (modules / file).write_text(text, encoding="utf-8")

    found = run(f"""
        const caller = require("{framework}/lib/{caller}");
        const before = globalThis.loaded ?? false;
        console.log(JSON.stringify({{ before, called: caller.called(), after: globalThis.loaded }}));
    """)

    assert {"before": False, "called": ["a", "b!"], "after": True} == found


@pytest.mark.parametrize("framework", ["cdktf", "cdktn"])
@pytest.mark.parametrize(("parameter", "expected"), [("below", []), ("from", ["here"])])
def test_tokens_keep_no_stack(run: Run, tmp_path: Path, parameter: str, expected: list[str], framework: str) -> None:
    """The function of cdktf returns none, if it is the known one."""
    file = tmp_path / f"with a space/node_modules/{framework}/lib/tokens/private/stack-trace.js"
    file.parent.mkdir(parents=True)
    file.write_text(
        f'function captureStackTrace({parameter}) {{\n  return ["here"];\n}}\nexports.capture = captureStackTrace;', encoding="utf-8"
    )

    assert expected == run(f'console.log(JSON.stringify(require("{framework}/lib/tokens/private/stack-trace.js").capture()));')


@pytest.mark.parametrize(
    ("worker", "code", "expected"),
    [("runtime-index-worker", 0, True), ("other", 0, False), ("runtime-index-worker", 3, False)],
)
def test_exit_waits_only_for_the_index(run: Run, tmp_path: Path, worker: str, code: int, *, expected: bool) -> None:
    """A worker that writes jsii's index is awaited before a successful exit; other workers, and errors, are not."""
    lib = tmp_path / "with a space" / "lib"
    lib.mkdir(parents=True)
    (lib / f"{worker}.js").write_text('setTimeout(() => require("fs").writeFileSync(__filename + ".done", ""), 300);', encoding="utf-8")

    program = f"""
        const {{ Worker }} = require("worker_threads");
        console.log("0");
        new Worker(require("path").join(__dirname, "{worker}.js")).once("online", () => process.exit({code}));
    """
    if code:
        with pytest.raises(subprocess.CalledProcessError):
            run(program)
    else:
        run(program)

    assert expected == (lib / f"{worker}.js.done").exists()


def test_program_that_runs_already_waits_too(run: Run, tmp_path: Path) -> None:
    """Loaded late, the preload delays an exit that was bound before, until the index is complete and before jsii removes its files at exit."""
    lib = tmp_path / "with a space" / "lib"
    lib.mkdir(parents=True)
    (lib / "runtime-index-worker.js").write_text('setTimeout(() => require("fs").writeFileSync(__dirname + "/index", ""), 300);', "utf-8")

    found = run(
        f"""
        const exit = process.exit.bind(process);
        const index = require("path").join(__dirname, "index");
        process.on("exit", () => console.log(JSON.stringify(require("fs").existsSync(index))));
        require({json.dumps(str(node_environment.PRELOAD))});
        const {{ Worker }} = require("worker_threads");
        new Worker(require("path").join(__dirname, "runtime-index-worker.js")).once("online", () => exit(0));
        """,
        preload=False,
    )

    assert found is True


#: How jsii starts its program, where the preload depends on it.
LAUNCHER = """
const e = require("child_process"), s = require("path");
const o = (0,e.spawn)(process.execPath,[...process.execArgv,"--preserve-symlinks",(0,s.resolve)(__dirname,"..","lib","program.js")],{stdio:["ignore","pipe","pipe","pipe"]});
o.stdio[3].pipe(process.stdout);
process.stdin.pipe(o.stdio[3]);
o.once("exit", (code) => process.exit(code));
"""
#: A program that answers one message, prints, and has a child print.
PROGRAM = """
const channel = {readFD:3,writeFD:3};
const fs = require("fs");
const message = Buffer.alloc(100);
const length = fs.readSync(channel.readFD, message, 0, 100, null);
console.log("printed");
require("child_process").execSync("echo by a child", { stdio: "inherit" });
const links = process.execArgv.includes("--preserve-symlinks");
fs.writeSync(channel.writeFD, `${process.pid} ${message.toString("utf8", 0, length)}, links kept: ${links}`);
"""


def _launched(folder: Path, launcher: str, options: str = " --preserve-symlinks", **variables: str) -> tuple[bool, str, str]:
    """Start the program as jsii does; return whether the first process responded, its response, and what else was printed."""
    for name, text in {"bin/jsii-runtime.js": launcher, "lib/program.js": PROGRAM}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    binary = fast_start.installed_node()
    assert binary is not None
    environment = {**os.environ, **variables, "NODE_OPTIONS": f"--require {node_environment._quoted(node_environment.PRELOAD)}{options}"}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [binary, folder / "bin/jsii-runtime.js"], env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as node:
        answer, printed = node.communicate("hello", timeout=30)
    pid, _, message = answer.partition(" ")
    return int(pid) == node.pid, message, printed


@pytest.mark.skipif(os.name != "posix", reason="on other systems jsii starts its program itself")
def test_one_process_responds(tmp_path: Path) -> None:
    """The program runs in the node that Python started; its output and its children's go to standard error, not between the messages."""
    here, message, printed = _launched(tmp_path / "with a space", LAUNCHER)

    assert (True, "hello, links kept: true") == (here, message)
    assert ['{"stdout":"cHJpbnRlZAo="}', "by a child"] == printed.splitlines()


@pytest.mark.parametrize(
    ("launcher", "options", "variables"),
    [
        (LAUNCHER.replace('["ignore","pipe"', '["ignore", "pipe"'), " --preserve-symlinks", {}),
        (LAUNCHER, "", {}),
        (LAUNCHER, " --preserve-symlinks", {"JSII_DEBUG": "1"}),
    ],
    ids=["another launcher", "links are followed", "jsii debugs"],
)
def test_unknown_launcher_stays_as_it_is(tmp_path: Path, launcher: str, options: str, variables: dict[str, str]) -> None:
    """Jsii starts its program in a separate process if anything is not as expected."""
    here, message, _ = _launched(tmp_path, launcher, options, **variables)

    assert (False, "hello, links kept: true") == (here, message)


def test_a_tarballs_digest_is_computed_once(run: Run, tmp_path: Path) -> None:
    """It is cached while the file is the same; a cache that can't be read or written changes nothing."""
    tarball = tmp_path / "package.tgz"
    tarball.write_bytes(b"one")
    program = f"""
        const {{ digest }} = require({json.dumps(str(node_environment.PRELOAD))});
        let computed = 0;
        const ask = (root, salt) => digest(root, {json.dumps(str(tarball))}, salt, () => Buffer.from([++computed])).toString("hex");
        const fs = require("node:fs");
        const root = {json.dumps(str(tmp_path))};
        const answers = [ask(root, ["a"]), ask(root, ["a"]), ask(root, ["b"])];
        fs.writeFileSync({json.dumps(str(tarball))}, "two");
        answers.push(ask(root, ["a"]), ask(root, ["a"]));
        fs.writeFileSync(require("node:path").join(root, ".jupyterhub-on-eks-digests.json"), "{{");
        answers.push(ask(root, ["a"]), ask("/no/such/folder", ["a"]));
        console.log(JSON.stringify(answers));
    """

    assert ["01", "01", "02", "03", "03", "04", "05"] == run(program)


def test_lines_are_read_by_position(run: Run, tmp_path: Path) -> None:
    """Only the requested part of a file, in bytes as jsii counts them."""
    file = tmp_path / "lines"
    file.write_text("äb\ncd\n", encoding="utf-8")

    found = run(f"""
        const lines = require({json.dumps(str(node_environment.PRELOAD))}).lines({json.dumps(str(file))});
        console.log(JSON.stringify([lines.toString("utf-8", 0, 3), lines.toString("utf-8", 4, 6)]));
    """)

    assert ["äb", "cd"] == found


def test_jsii_is_what_the_preload_expects() -> None:
    """The program of the installed jsii contains each of the changed parts."""
    (text,) = (file.read_text(encoding="utf-8") for folder in jsii.__path__ for file in Path(folder).rglob("lib__program.js"))
    preload = node_environment.PRELOAD.read_text(encoding="utf-8")

    for name in ("DIGEST", "DESCRIPTIONS", "CHANNEL"):
        (pattern,) = re.findall(rf"^const {name} = /(.+)/;$", preload, re.MULTILINE)
        assert 1 == len(re.findall(pattern, text)), name
