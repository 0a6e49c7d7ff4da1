"""Messages of the command line for a state that Terraform's real providers wrote; the tier ``cluster`` rewrites it and compares plans."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.stack_output import read_stacks
from jupyterhub_on_eks.deployment.state import parse
from tests.conftest import ROOT, Synth
from tests.living_stack import CHANGES, DEPLOYED, Change
from tests.recorded_state import RECORDED, anonymous

Changed = pytest.mark.parametrize("change", [pytest.param(change, id=what.replace(" ", "-")) for what, change in CHANGES.items()])


def _messages(folder: Path, verb: str) -> str:
    (stack,) = read_stacks(folder / "cdktf.out")
    try:
        DataCheck(stack=stack, state=parse(RECORDED.read_text(encoding="utf-8")), verb=verb).check_json()
    except DeploymentError as error:
        return str(error)
    return ""


@Changed
def test_change_of_a_deployed_stack(change: Change, synth: Synth, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Refused with this message and each way on, or accepted; intended deletions are reported."""
    synth(change.file)

    message = _messages(tmp_path, "deploy")

    assert [] == [text for text in change.refused if text not in message]
    assert bool(change.refused) == bool(message)
    output = capsys.readouterr().err
    going = [address.partition(".")[2] for address in change.deleted if address.startswith("kubernetes_namespace_v1.") and not message]
    assert [] == [name for name in going if f"The namespace '{name}' will be deleted with the volumes of its claims" not in output]
    assert bool(going) == bool(output) or message


def test_addresses_of_a_deployed_stack_stay(synth: Synth) -> None:
    """A resource whose name in Terraform changes would be deleted and recreated in each deployed stack."""
    written = {(kind, name) for kind, blocks in synth(DEPLOYED)["resource"].items() for name in blocks}
    state: dict[str, Any] = json.loads(RECORDED.read_text(encoding="utf-8"))

    assert set() == {(it["type"], it["name"]) for it in state["resources"] if it["mode"] == "managed"} - written


def test_record_names_no_machine() -> None:
    """The record is the function's result, and contains no path, certificate, token or key."""
    text = RECORDED.read_text(encoding="utf-8")

    assert json.loads(text) == anonymous(json.loads(text))
    assert [] == [word for word in (str(Path.home()), tempfile.gettempdir(), str(ROOT), "BEGIN ", "127.0.0.1") if word in text]


def test_long_texts_and_provenance_are_left_out() -> None:
    """Chart values, policies, and what belongs to one run."""
    instance = {"attributes": {"values": ["x" * 201], "name": "a"}, "private": "bytes", "identity": {"id": "a"}}
    state = {"lineage": "l", "serial": 9, "outputs": {"a": 1}, "resources": [{"type": "t", "instances": [instance]}]}

    kept = anonymous(state)

    assert ("recorded", 1, {}) == (kept["lineage"], kept["serial"], kept["outputs"])
    assert [{"attributes": {"values": ["…"], "name": "a"}}] == kept["resources"][0]["instances"]
