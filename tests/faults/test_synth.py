"""The Makefile's verbs on machines where something is wrong, with the real cdktf that this project installs."""

from __future__ import annotations

import pytest

from tests.faults.conftest import Checkout, run_read_only

pytestmark = pytest.mark.fault

CREATED = "research: cdktf.out/stacks/research/cdk.tf.json\n  creates  1 terraform_data\n"


def add_program(checkout: Checkout, name: str, script: str) -> None:
    """Put a program on the machine's PATH."""
    (checkout.path / name).write_text(f"#!/bin/sh\n{script}\n")
    (checkout.path / name).chmod(0o755)


def test_a_machine_without_node(installed: Checkout) -> None:
    """The project's own Node is used, and nothing is printed about versions of Node."""
    done = installed.make("synth")

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith(CREATED)


def test_a_machine_with_another_node(installed: Checkout) -> None:
    """A Node that does not work is not used."""
    for name in ("node", "npm"):
        add_program(installed, name, "echo the wrong node >&2; exit 9")

    done = installed.make("synth")

    assert (0, "") == (done.returncode, done.stderr)


def test_a_machine_without_terraform(installed: Checkout) -> None:
    """Synthesis works; verbs that need Terraform say so before anything slow, with where to get it."""
    synth, deploy = installed.make("synth"), installed.make("deploy")

    assert synth.stdout.endswith(
        "next     install Terraform or OpenTofu (neither terraform nor tofu is on PATH), then: make deploy STACK=research\n"
    )
    assert (2, "") == (deploy.returncode, deploy.stdout)
    assert deploy.stderr.startswith("Neither terraform nor tofu is on PATH. Install one of them, then run the command again.\n")


def test_no_network_on_the_second_run(installed: Checkout) -> None:
    """Installed packages need no index, no registry and no proxy."""
    nowhere = "http://127.0.0.1:9"

    done = installed.make("synth", PIP_INDEX_URL=nowhere, npm_config_registry=nowhere, HTTPS_PROXY=nowhere, HTTP_PROXY=nowhere)

    assert (0, "") == (done.returncode, done.stderr)


def test_a_bad_hub_file(installed: Checkout) -> None:
    """The app's report, make's own line, and nothing else."""
    done = installed.make("synth", "HUBS=bad")

    assert (2, "") == (done.returncode, done.stdout)
    assert [
        "bad.yaml: 1 mistake",
        "  cluster.name: missing",
    ] == [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]


def test_stacks_of_an_earlier_run_are_forgotten(installed: Checkout) -> None:
    """Neither in the summary nor in the output folder; a state beside it stays."""
    (installed.root / "terraform.old.tfstate").write_text("{}")
    installed.make("synth", "HUBS=old research")
    assert (installed.root / "cdktf.out/stacks/old").exists()

    done = installed.make("synth")

    assert done.stdout.startswith(CREATED)
    assert "old" not in done.stdout
    assert ["research"] == [path.name for path in (installed.root / "cdktf.out/stacks").iterdir()]
    assert (installed.root / "terraform.old.tfstate").exists()


def test_a_broken_output_folder_is_fixed(installed: Checkout) -> None:
    """Whatever an earlier run, or another version, left there."""
    (installed.root / "cdktf.out/stacks/research").mkdir(parents=True)
    (installed.root / "cdktf.out/manifest.json").write_text("{")
    (installed.root / "cdktf.out/stacks/research/cdk.tf.json").write_text("{")

    done = installed.make("synth")

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith(CREATED)


def test_a_file_in_place_of_the_output_folder(installed: Checkout) -> None:
    """One message; the next run, with another folder, works."""
    (installed.root / "cdktf.out").touch()

    done = installed.make("synth")

    assert 2 == done.returncode
    assert done.stderr.startswith("The output folder cdktf.out can't be created: ")
    assert "Traceback" not in done.stderr
    assert 0 == installed.make("synth", CDKTF_OUTDIR="deep/er/out").returncode
    assert (installed.root / "deep/er/out/stacks/research/cdk.tf.json").exists()


def test_a_read_only_checkout(installed: Checkout) -> None:
    """A checkout that is set up works with an output folder elsewhere; without one, the message states how."""
    out = installed.path.parent / "out"
    refused = run_read_only(installed, "make", "synth")

    assert 2 == refused.returncode
    assert refused.stderr.startswith("The output folder cdktf.out can't be created: ")
    assert "Set CDKTF_OUTDIR to another folder" in refused.stderr
    done = run_read_only(installed, "make", "synth", CDKTF_OUTDIR=str(out))
    assert (0, "") == (done.returncode, done.stderr)
    assert (out / "stacks/research/cdk.tf.json").exists()


def test_the_cdktf_command_by_hand(installed: Checkout) -> None:
    """``cdktf synth`` works on the bare machine too, as it does inside ``pipenv shell``."""
    done = installed.run(str(installed.root / ".venv/bin/cdktf"), "synth")

    assert (0, "") == (done.returncode, done.stderr)
    assert "Generated Terraform code for the stacks: research" in done.stdout
