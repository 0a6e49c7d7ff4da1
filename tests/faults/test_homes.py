"""HOMEs of containers, shared machines and mistakes: the caches are elsewhere, without a message."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.faults.conftest import APP, Checkout, run_unprivileged

pytestmark = pytest.mark.fault

HOMES = ("missing", "group-writable", "another owner", "read-only")


def make_home(kind: str, folder: Path) -> Path:
    """Create a HOME of that kind."""
    if kind == "missing":
        return Path("/proc/1/nohome")
    folder.mkdir(mode=0o700)
    if kind == "group-writable":
        folder.chmod(0o775)
    elif kind == "another owner":
        if os.geteuid() != 0:
            pytest.skip("only root can give a folder to another user")
        os.chown(folder, 1001, 1001)
    else:
        folder.chmod(0o555)
    return folder


@pytest.mark.parametrize("kind", HOMES)
@pytest.mark.parametrize("command", [["make", "synth"], [".venv/bin/python", "main.py"]], ids=" ".join)
def test_synth(installed: Checkout, command: list[str], kind: str) -> None:
    """``make synth`` and the app alone succeed without a message, and write only private files into such a HOME."""
    # Only CDKTF's own package is unpacked: the providers' take half a minute.
    app = "import os\nos.environ['JUPYTERHUB_ON_EKS_WITHOUT'] = 'early'\nimport fast_start\nfast_start.activate()\n" + APP
    (installed.root / "main.py").write_text(app)
    home, temporary = make_home(kind, installed.path.parent / "other-home"), installed.path.parent / "tmp"
    temporary.mkdir(mode=0o700)

    done = run_unprivileged(installed, *command, HOME=str(home), TMPDIR=str(temporary), CDKTF_OUTDIR="cdktf.out")

    assert (0, "") == (done.returncode, done.stderr)
    assert (installed.root / "cdktf.out/stacks/research/cdk.tf.json").exists()
    assert [temporary / f"jupyterhub-on-eks-{os.getuid()}"] == list(temporary.glob("jupyterhub*"))


@pytest.mark.parametrize("kind", HOMES)
def test_installers(checkout: Checkout, kind: str) -> None:
    """Pip and npm have writable caches."""
    home = make_home(kind, checkout.path.parent / "other-home")
    program = "from bootstrap.installers import environment as e; print(e().get('npm_config_cache', e()['HOME'] + '/.npm'))"

    done: subprocess.CompletedProcess[str] = run_unprivileged(checkout, "python3", "-c", program, HOME=str(home))

    cache = checkout.root / ".tools/cache/npm" if kind != "group-writable" else home / ".npm"
    assert (0, f"{cache}\n") == (done.returncode, done.stdout), done.stderr
