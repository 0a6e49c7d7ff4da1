"""Setup on machines where something is wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import Checkout, calls, downloads, run_read_only

pytestmark = pytest.mark.fault

#: An address that does not respond.
NOWHERE = "http://127.0.0.1:9"


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something has happened, at most 20 s."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_everything_is_installed_once(simulated: Checkout) -> None:
    """The first run shows each step with its seconds; the second does nothing and prints nothing."""
    first = simulated.make("set-up")
    second = simulated.make("set-up")

    assert (0, 0) == (first.returncode, second.returncode), first.stderr
    titles = ("the Python packages (default)", "the CDKTF command line", "the Python packages (develop)")
    assert [f"Installing {title} ... 0 s" for title in titles] == re.sub(r"\d+ s$", "0 s", first.stdout, flags=re.MULTILINE).splitlines()
    assert "" == second.stdout + second.stderr
    assert ["pip-default", "npm", "pip-develop"] == calls(simulated)


def test_a_second_run_does_little(simulated: Checkout) -> None:
    """It starts no process, and imports little more than the modules that any such program does."""
    simulated.run("python3", "-m", "bootstrap")

    def imported(*command: str) -> set[str]:
        run = simulated.run("python3", "-X", "importtime", *command)
        assert 0 == run.returncode, run.stderr
        return {line.rpartition("|")[2].strip() for line in run.stderr.splitlines() if line.startswith("import time:")}

    program = "import sys; sys.addaudithook(lambda name, _: sys.exit(name) if name == 'subprocess.Popen' else None)"
    more = imported("-c", f"{program}; import runpy; runpy.run_module('bootstrap', run_name='__main__')") - imported(
        "-c", "import argparse, dataclasses, hashlib, subprocess"
    )

    assert {name for name in more if name.partition(".")[0] == "bootstrap"} > {"bootstrap", "bootstrap.steps"}
    assert len(more) < 60, more


def test_an_interrupted_setup_continues_next_time(simulated: Checkout) -> None:
    """It ends with one message, ends its installer, and leaves the next run working."""
    (simulated.root / "slow").touch()
    process = simulated.start("python3", "-m", "bootstrap")
    wait_for(lambda: calls(simulated) == ["pip-default"])
    process.send_signal(signal.SIGINT)
    _, output = process.communicate(timeout=20)

    assert (1, "\nInterrupted. Run the command again; completed steps are skipped.\n") == (process.returncode, output)
    assert not (simulated.root / ".venv/.setup-default").exists()

    (simulated.root / "slow").unlink()
    assert 0 == simulated.run("python3", "-m", "bootstrap").returncode
    assert ["pip-default", "pip-default", "npm"] == calls(simulated)


def test_an_incomplete_environment_is_recreated(simulated: Checkout) -> None:
    """What an interrupted installer left is not reused."""
    (simulated.root / ".venv/lib").mkdir(parents=True)
    (simulated.root / ".venv/lib/half").touch()

    assert 0 == simulated.run("python3", "-m", "bootstrap").returncode
    assert not (simulated.root / ".venv/lib/half").exists()


def test_two_setups_at_once_install_once(simulated: Checkout) -> None:
    """The second prints that it waits, and finds everything done."""
    (simulated.root / "slow").touch()
    first = simulated.start("python3", "-m", "bootstrap")
    wait_for(lambda: calls(simulated) == ["pip-default"])
    second = simulated.start("python3", "-m", "bootstrap")
    assert second.stdout is not None
    waiting = second.stdout.readline()
    (simulated.root / "slow").unlink()
    first.communicate(timeout=20)
    rest, _ = second.communicate(timeout=20)

    assert "Another setup is running in this folder; waiting for it to finish (Ctrl-C to cancel) ...\n" == waiting
    assert (0, 0, "") == (first.returncode, second.returncode, rest)
    assert ["pip-default", "npm"] == calls(simulated)


def test_a_killed_setup_leaves_the_lock_to_its_installer(simulated: Checkout) -> None:
    """If only the setup was killed, the next one waits for the running installer, and starts over."""
    (simulated.root / "slow").touch()
    first = simulated.start("python3", "-m", "bootstrap")
    wait_for(lambda: calls(simulated) == ["pip-default"])
    first.kill()
    first.communicate(timeout=20)
    second = simulated.start("python3", "-m", "bootstrap")
    assert second.stdout is not None
    assert second.stdout.readline().startswith("Another setup is running in this folder")
    (simulated.root / "slow").unlink()
    second.communicate(timeout=20)

    assert 0 == second.returncode
    assert ["pip-default", "pip-default", "npm"] == calls(simulated)


def test_completed_steps_are_not_repeated_after_a_failure(simulated: Checkout) -> None:
    """A failed step shows the installer's output and what to do; the next run begins with that step."""
    (simulated.root / "npm-fails").touch()
    failed = simulated.run("python3", "-m", "bootstrap")
    (simulated.root / "npm-fails").unlink()

    assert 1 == failed.returncode
    assert (
        "\nInstalling the CDKTF command line failed:\n    npm error code ECONNREFUSED\nFix this and run the command again" in failed.stderr
    )
    assert "Traceback" not in failed.stderr
    assert 0 == simulated.run("python3", "-m", "bootstrap").returncode
    assert ["pip-default", "npm", "npm"] == calls(simulated)


def test_a_changed_lock_file_recreates_the_environment(simulated: Checkout) -> None:
    """Nothing stays that the file doesn't list; only what belongs to the file is installed again."""
    simulated.run("python3", "-m", "bootstrap")
    (simulated.root / ".venv/old").touch()
    lock = json.loads((simulated.root / "Pipfile.lock").read_text())
    lock["default"]["cdktf"]["version"] = "==0.0.0"
    (simulated.root / "Pipfile.lock").write_text(json.dumps(lock))

    assert 0 == simulated.run("python3", "-m", "bootstrap").returncode
    assert not (simulated.root / ".venv/old").exists()
    assert ["pip-default", "npm", "pip-default"] == calls(simulated)


def test_a_moved_checkout_is_set_up_again(simulated: Checkout) -> None:
    """Scripts of a virtual environment contain its path; Node's packages do not."""
    simulated.run("python3", "-m", "bootstrap")
    (simulated.root / ".venv/old").touch()
    moved = Checkout(simulated.root.rename(simulated.root.with_name("moved")), simulated.path)

    assert 0 == moved.run("python3", "-m", "bootstrap").returncode
    assert not (moved.root / ".venv/old").exists()
    assert (moved.root / ".venv/bin/cdktf").exists()
    assert ["pip-default", "npm", "pip-default"] == calls(moved)


def test_a_linked_environment_is_never_emptied(simulated: Checkout) -> None:
    """If .venv is a link to another checkout's, that one stays as it is."""
    other = simulated.root.with_name("other")
    other.mkdir()
    (other / "precious").touch()
    (simulated.root / ".venv").symlink_to(other)

    assert 0 == simulated.run("python3", "-m", "bootstrap").returncode
    assert ["precious"] == [path.name for path in other.iterdir()]
    assert not (simulated.root / ".venv").is_symlink()


def test_a_read_only_checkout_is_refused(simulated: Checkout) -> None:
    """One message with the path, which states what to do."""
    done = run_read_only(simulated, "python3", "-m", "bootstrap")

    assert 1 == done.returncode
    assert done.stderr.startswith(f"[Errno 13] Permission denied: '{simulated.root}/.tools'\nFix this and run the command again.")
    assert "Traceback" not in done.stderr
    assert [] == calls(simulated)


def test_a_read_only_checkout_that_is_set_up_works(simulated: Checkout) -> None:
    """The check needs no write access."""
    simulated.run("python3", "-m", "bootstrap")

    done = run_read_only(simulated, "python3", "-m", "bootstrap")

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def old_python() -> str:
    """Find a Python on this machine that is too old."""
    folders = [
        *Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.*/bin"),
        Path("/usr/bin"),
        Path("/usr/local/bin"),
    ]
    for minor in range(6, 11):
        for folder in folders:
            if shutil.which(f"python3.{minor}", path=str(folder)):
                return str(folder / f"python3.{minor}")
    pytest.skip("this machine has no Python older than 3.11 (and at least 3.6)")


def test_an_old_python_is_refused_with_a_message(checkout: Checkout) -> None:
    """Not with a syntax error."""
    done = checkout.make("synth", f"PYTHON={old_python()}")

    assert 2 == done.returncode
    assert done.stderr.startswith("Python 3.11 or newer is required; this is Python 3.")
    assert "Traceback" not in done.stderr
    assert "" == done.stdout


def test_no_network_on_the_first_run(checkout: Checkout) -> None:
    """The message states what could not be reached, and what to do; nothing incomplete counts as complete afterwards."""
    done = checkout.make("set-up", PIP_INDEX_URL=NOWHERE, PIP_RETRIES="1")  # pip's own retries are not tested here

    assert 2 == done.returncode
    assert "Installing the Python packages failed:" in done.stderr
    assert "docs/setup.md has help." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (checkout.root / ".venv/.setup-default").exists()


def test_a_machine_without_pip_and_without_network(checkout: Checkout) -> None:
    """Debian's bare Python downloads pip first, or prints that it can't."""
    done = checkout.make("set-up", PIP_INDEX_URL=NOWHERE, PYTHONPATH=str(without_ensurepip(checkout)))

    assert 2 == done.returncode
    assert done.stderr.startswith(
        "This Python has no pip, and it can't be downloaded from the package index: [Errno 111] Connection refused. "
    )
    assert "apt install python3-venv" in done.stderr


def without_ensurepip(checkout: Checkout) -> Path:
    """Create a folder for PYTHONPATH that hides ensurepip, as on Debian until python3-venv is installed."""
    folder = checkout.path.parent / "no-ensurepip"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    return folder


@pytest.mark.slow
def test_a_fresh_machine(checkout: Checkout) -> None:
    """Python without pip, no node, an empty HOME: ``make synth`` installs everything, once, and synthesizes.

    Only the download caches are the developer's own.
    """
    probe = subprocess.run(
        ["python3", "-m", "pip", "download", "--no-deps", "--quiet", "--dest", checkout.path.parent / "probe", "iniconfig"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if probe.returncode:
        pytest.skip(f"the package index cannot be reached: {probe.stderr.strip().splitlines()[-1]}")
    settings = downloads()

    done = checkout.make("synth", **settings, PYTHONPATH=str(without_ensurepip(checkout)))

    assert 0 == done.returncode, done.stderr
    assert "" == done.stderr
    assert "research: cdktf.out/stacks/research/cdk.tf.json\n  creates  1 terraform_data\n" in done.stdout
    assert (checkout.root / "cdktf.out/stacks/research/cdk.tf.json").exists()
    again = checkout.make("synth", PIP_INDEX_URL=NOWHERE, npm_config_registry=NOWHERE)
    assert (0, "research: cdktf.out/stacks/research/cdk.tf.json") == (again.returncode, again.stdout.splitlines()[0])
