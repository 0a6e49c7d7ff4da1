"""The names of a deployed hub's homes are remembered, and a plan that would change them is refused, by real Terraform."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.storage.home_names import HomeNames
from constructs_lib.constructs.storage.home_memory import HomeMemory
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import new_stack, rendered
from tests.constructs_lib.storage_files import ebs_hub, efs_hub
from tests.terraform import Stack

_OLD_PATH = {"singleuser": {"storage": {"static": {"subPath": "home/{username}"}}}}
_OWN_CLAIMS = {"singleuser": {"storage": {"dynamic": {"pvcNameTemplate": "home-{username}"}}}}
_OLD_CHART: dict[str, Any] = {"version": "3.3.8"}


def _memory(text: str) -> tuple[dict[str, Any], Any]:
    """Return the memory of names as JSON, and its preconditions."""
    stack = new_stack()
    key = "singleuser.storage.static.subPath"
    names = HomeNames(storage_type="static", names=text, key=key, has_lasting_fields=True, assumed=text)
    memory = HomeMemory(stack, "Names", names=names, known_since_first="true")
    return only(rendered(stack), "terraform_data"), memory.preconditions


def test_names_are_remembered() -> None:
    """From their first deployment; another storage type starts anew."""
    memory, (precondition,) = _memory("home/{escaped_username}")

    assert ({"homes": "home/{escaped_username}"}, {"storage": "static"}) == (memory["input"], memory["triggers_replace"])
    assert {"ignore_changes": ["input"]} == memory["lifecycle"]
    assert precondition.condition.endswith('.input.homes == "home/{escaped_username}"}')


def test_names_with_quotes() -> None:
    """They are Terraform strings in the condition."""
    _, (precondition,) = _memory('a"b')

    assert precondition.condition.endswith(r'.input.homes == "a\"b"}')


def _half(document: dict[str, Any], *, remembers: bool = True) -> dict[str, Any]:
    """Return what determines the names, with built-in Terraform resources in place of Kubernetes' and Helm's.

    Args:
        document: a whole stack.
        remembers: whether it is one of this release; before, there was no memory, and the ConfigMap had one entry.
    """
    ((name, owner),) = document["resource"]["kubernetes_config_map_v1"].items()
    release, owner = copy.deepcopy(only(document, "helm_release")), copy.deepcopy(owner)
    kept = {key: block for key, block in document["resource"]["terraform_data"].items() if "HomeNames" in key} if remembers else {}
    lifecycle = {"ignore_changes": ["input" if each == "data" else each for each in owner["lifecycle"]["ignore_changes"]]}
    found = {
        **kept,
        name: {"input": owner["data"], "lifecycle": lifecycle} if remembers else {"input": {"purpose": owner["data"]["purpose"]}},
        "release": {"input": release["version"], **({"lifecycle": release["lifecycle"]} if remembers else {})},
    }
    text = json.dumps({"resource": {"terraform_data": found}})
    return dict(json.loads(text.replace(f"kubernetes_config_map_v1.{name}.data", f"terraform_data.{name}.input")))


@pytest.fixture
def deployed(synth: Synth, tmp_path: Path) -> Callable[..., Stack]:
    """Return a deployed hub, of this release or of an earlier one."""
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not on PATH")

    def deploy(hub: dict[str, Any], *, remembers: bool = True) -> Stack:
        stack = Stack(tmp_path / "living", _half(synth(hub), remembers=remembers), override={}, environment={"CHECKPOINT_DISABLE": "1"})
        stack.apply()
        return stack

    return deploy


def _plan(stack: Stack, document: dict[str, Any]) -> str:
    """Return the message with which a plan of the changed hub is refused, or an empty text."""
    stack.replace_with(_half(document))
    return " ".join(stack.refusal().replace("│", " ").split())


@pytest.mark.slow
@pytest.mark.parametrize("hub", [{}, _OLD_CHART, {"values": _OLD_PATH}], ids=["4.x", "3.x", "own-path"])
def test_fresh_hub(deployed: Callable[..., Stack], hub: dict[str, Any]) -> None:
    """It is deployed, a second plan changes nothing, and it can be destroyed."""
    stack = deployed(efs_hub(hub=hub))

    assert "" == stack.plan()
    stack.destroy()


@pytest.mark.slow
def test_chart_is_upgraded(deployed: Callable[..., Stack], synth: Synth) -> None:
    """From 3.x to 4.x nothing is refused: the directories keep their names. What would rename them is refused."""
    stack = deployed(efs_hub(hub=_OLD_CHART))

    assert "" == _plan(stack, synth(efs_hub()))
    refused = _plan(stack, synth(efs_hub(hub={"values": _OLD_PATH})))
    assert "the homes of this hub are named 'home/{escaped_username}'" in refused
    assert "would look for 'home/{safe_username}': users would find empty homes" in refused
    assert "Keep them with values: {singleuser: {storage: {static: {subPath: 'home/{escaped_username}'}}}}." in refused
    assert "below 4.0.0" not in refused


@pytest.mark.slow
@pytest.mark.parametrize("storage", ["efs", "existing claim"])
def test_hub_of_a_release_without_memory(deployed: Callable[..., Stack], synth: Synth, storage: str) -> None:
    """On 4.x its homes have other names than those of new hubs: the plan is refused with the line to add, with which nothing changes."""
    claim = {"efs_config": None, "existing_claim_config": {"pvc_name": "lustre"}, "hub_database": "in_memory"}
    settings = {} if storage == "efs" else claim
    stack = deployed(efs_hub(hub=settings), remembers=False)

    refused = _plan(stack, synth(efs_hub(hub=settings)))
    assert "the homes of this hub are named 'home/{safe_username}'" in refused
    assert "Keep them with values: {singleuser: {storage: {static: {subPath: 'home/{safe_username}'}}}}." in refused
    assert "If its chart version was below 4.0.0 until now, deploy once with that version, then upgrade." in refused

    written = {"singleuser": {"storage": {"static": {"subPath": "home/{safe_username}"}}}}
    assert "" == _plan(stack, synth(efs_hub(hub={**settings, "values": written})))
    stack.apply()
    assert "" == _plan(stack, synth(efs_hub(hub={**settings, "values": _OLD_PATH})))
    assert "users would find empty homes" in _plan(stack, synth(efs_hub(hub=settings)))


@pytest.mark.slow
def test_hub_on_3_of_a_release_without_memory(deployed: Callable[..., Stack], synth: Synth) -> None:
    """It is deployed once, and then its chart may be upgraded."""
    stack = deployed(efs_hub(hub=_OLD_CHART), remembers=False)

    assert "" == _plan(stack, synth(efs_hub(hub=_OLD_CHART)))
    stack.apply()
    assert "" == _plan(stack, synth(efs_hub()))


@pytest.mark.slow
def test_homes_that_were_renamed(deployed: Callable[..., Stack], synth: Synth) -> None:
    """The message's instructions work: the new name is set, and the memory is removed from the state."""
    stack = deployed(efs_hub(hub={"values": _OLD_PATH}), remembers=False)
    stack.replace_with(_half(synth(efs_hub(hub={"values": _OLD_PATH}))))
    stack.apply()
    renamed = synth(efs_hub(hub={"values": {"singleuser": {"storage": {"static": {"subPath": "home/{escaped_username}"}}}}}))

    refused = _plan(stack, renamed)
    (memory,) = [name for name in stack.document["resource"]["terraform_data"] if "HomeNames" in name]
    assert f"set the new name there and run terraform state rm terraform_data.{memory}." in refused
    stack.forget([f"terraform_data.{memory}"])
    assert "" == _plan(stack, renamed)


@pytest.mark.slow
def test_claims_of_another_name(deployed: Callable[..., Stack], synth: Synth) -> None:
    """The user's own template on a deployed hub is refused; named servers and another chart aren't, since claims are found again."""
    stack = deployed(ebs_hub(**_OLD_CHART), remembers=False)

    for hub in (ebs_hub(**_OLD_CHART), ebs_hub(), ebs_hub(**_OLD_CHART, named_servers={"limit": 2})):
        assert "" == _plan(stack, synth(hub))
        stack.apply()
    refused = _plan(stack, synth(ebs_hub(values=_OWN_CLAIMS)))
    assert "the homes of this hub are named 'claim-{user and server}'" in refused
    assert "Remove values.singleuser.storage.dynamic.pvcNameTemplate." in refused


@pytest.mark.slow
def test_another_storage(deployed: Callable[..., Stack], synth: Synth) -> None:
    """It has its own names, which are remembered from then on."""
    stack = deployed(ebs_hub())

    assert "" == _plan(stack, synth(efs_hub()))
    stack.apply()
    assert "users would find empty homes" in _plan(stack, synth(efs_hub(hub={"values": _OLD_PATH})))
