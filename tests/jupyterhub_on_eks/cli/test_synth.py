"""The verb ``synth``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from jupyterhub_on_eks.cli import synth
from tests.jupyterhub_on_eks.cli.conftest import OPEN, RIGHT
from tests.jupyterhub_on_eks.cli.screens import piped


def test_summary_with_the_hub_files_of_this_run(write: Callable[..., None], folder: Path) -> None:
    """What is created, what is needed, and the next command ready to copy."""
    write(my_hub=OPEN.replace("NAME", "lab"))

    run = piped(["synth", "my_hub.yaml"], folder)

    assert (0, "") == (run.returncode, run.stderr)
    assert run.stdout.startswith("my-hub: cdktf.out/stacks/my-hub/cdk.tf.json\n  creates  ") or run.stdout.startswith("my_hub: ")
    assert "  needs    the storage class gp3 on the cluster" in run.stdout
    assert "jupyterhub-on-eks deploy my_hub.yaml --stack my" in run.stdout
    assert (folder / "cdktf.out/manifest.json").is_file()


def test_document(write: Callable[..., None], folder: Path) -> None:
    """One for all stacks, and nothing else on standard output."""
    write(hubs__a=RIGHT, hubs__b=RIGHT.replace("research", "teaching"))

    run = piped(["synth", "--json"], folder)

    document = json.loads(run.stdout)
    assert (synth.FORMAT, ["a", "b"]) == (document["format"], [stack["stack"] for stack in document["stacks"]])
    assert {"stack", "path", "creates", "warnings", "needs"} == set(document["stacks"][0])


def test_mistakes_are_those_of_check(write: Callable[..., None], folder: Path) -> None:
    """The same report and status; nothing is written."""
    write(hubs__a=RIGHT.replace("region", "regoin"))

    run, check = piped(["synth"], folder), piped(["check"], folder)

    assert (1, 1, "") == (run.returncode, check.returncode, run.stdout)
    assert run.stderr.splitlines() == check.stdout.splitlines()[:-1]
    assert not (folder / "cdktf.out/manifest.json").exists()
    missing = piped(["synth", "none.yaml"], folder)
    assert (2, True) == (missing.returncode, "none.yaml: there is no such file or folder" in missing.stderr)
