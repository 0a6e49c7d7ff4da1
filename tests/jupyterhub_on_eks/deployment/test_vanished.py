"""Stacks whose hub file was deleted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.stack_output import read_stacks
from jupyterhub_on_eks.deployment.vanished import drop, keep, kept, no_hub_files, restore, vanished
from tests.jupyterhub_on_eks.deployment.test_stack_output import write_output

OUT = Path("cdktf.out")


@pytest.fixture(autouse=True)
def _in_the_project(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(empty_project)


def _deploy(*names: str) -> None:
    write_output(OUT, *names)
    for name in names:
        backend = {"local": {"path": f"../../../terraform.{name}.tfstate"}}
        (OUT / f"stacks/{name}/cdk.tf.json").write_text(json.dumps({"terraform": {"backend": backend}}))
        (OUT / f"stacks/{name}/facts.json").write_text(json.dumps({"format": 1, "stack": name}))
    keep(read_stacks(OUT), OUT)


def test_stack_is_restored_as_it_was_deployed(empty_project: Path) -> None:
    """Beside those of hub files, or alone in an empty folder; its state is found from another folder too."""
    _deploy("gone", "here")
    before = read_stacks(OUT)
    for deeper in (OUT, Path("another/out")):
        for file in OUT.rglob("*"):
            file.unlink() if file.is_file() else None
        deeper.mkdir(parents=True, exist_ok=True)

        (stack,) = restore(vanished(["gone", "never"], before[1:]), deeper)

        path = stack.template["terraform"]["backend"]["local"]["path"]
        assert empty_project / "terraform.gone.tfstate" == Path(os.path.normpath(stack.path.parent.absolute() / path))
        assert ("gone", {"format": 1, "stack": "gone"}) == (stack.name, stack.facts)


def test_only_deployed_stacks_without_a_file() -> None:
    """A stack that is destroyed is dropped."""
    _deploy("gone", "here")
    gone, here = read_stacks(OUT)

    assert ["gone"] == vanished(["gone", "here", "never"], [here])
    drop([gone])
    assert [] == vanished(["gone"], [here])
    assert not kept("gone").exists()


def test_state_elsewhere_stays_there() -> None:
    """The backend is unchanged."""
    write_output(OUT, "gone")
    backend = {"s3": {"bucket": "b", "key": "k"}}
    (OUT / "stacks/gone/cdk.tf.json").write_text(json.dumps({"terraform": {"backend": backend}}))
    keep(read_stacks(OUT), OUT)

    assert backend == restore(["gone"], OUT)[0].template["terraform"]["backend"]


@pytest.mark.parametrize(
    ("hubs", "expected"), [("", True), ("a.yaml", True), ("there", False), ("there/hub.yaml", False), ("'open", False)]
)
def test_no_hub_files(hubs: str, *, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing folder, an empty one or a missing file; the app reports invalid ones."""
    Path("there").mkdir()
    Path("there/hub.yaml").write_text("")
    Path("hubs").mkdir()
    Path("hubs/README.md").write_text("")
    monkeypatch.setenv("HUBS", hubs)

    assert expected == no_hub_files()
