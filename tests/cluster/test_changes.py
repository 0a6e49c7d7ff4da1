"""Changes of a hub file, on the state that Terraform's real providers write: the CLI refuses what a plan would delete."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.stack_output import Stack as Synthesized
from jupyterhub_on_eks.deployment.stack_output import read_stacks
from jupyterhub_on_eks.deployment.state import pull
from jupyterhub_on_eks.deployment.terraform import Terraform
from tests.aws.client import running_double
from tests.aws.half import aws_half
from tests.aws.provider_settings import offline
from tests.aws.seeds import seeds
from tests.cluster.given import Cluster
from tests.cluster.kubectl import Kubectl
from tests.cluster.whole import whole_stack
from tests.conftest import ROOT, Synth
from tests.living_stack import CHANGES, DEPLOYED
from tests.recorded_state import RECORDED, anonymous
from tests.terraform import Stack

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.xdist_group("cluster")]

#: If a plan deletes or replaces one of these, users lose it; a claim that is replaced keeps the access point with its data.
_HOLD_DATA = re.compile(
    r"# ((?:aws_efs_file_system|kubernetes_namespace_v1|helm_release)\.[a-z0-9]+)_\S* (?:will be destroyed|must be replaced)"
)


@pytest.fixture
def deployed(cluster: Cluster, synth: Synth, tmp_path: Path) -> Iterator[Stack]:
    """Deploy the three hubs; destroy them afterwards."""
    kubectl = Kubectl(cluster.kubeconfig)
    document = synth(DEPLOYED)
    with running_double() as double, kubectl.classes(["gp3"]):
        double.seed(seeds(aws_half(document)))
        whole = whole_stack(document, kubeconfig=cluster.kubeconfig, charts=cluster.charts)
        environment = {**double.environment(), "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": str(cluster.terraform_rc)}
        stack = Stack(tmp_path / "stack", whole, override=offline(document), environment=environment)
        try:
            stack.apply()
            yield stack
        finally:
            stack.replace_with(whole)
            stack.drop_guards()
            stack.destroy()


def test_changes_of_a_deployed_stack(
    deployed: Stack, cluster: Cluster, synth: Synth, monkeypatch: pytest.MonkeyPatch, terraform_without_init: str
) -> None:
    """A rename, a removed hub, other storage, another order, another release: each is refused, or harmless by the plan of the providers."""
    for name, value in deployed.environment.items():
        monkeypatch.setenv(name, value)
    assert "" == deployed.plan()
    _record(json.loads((deployed.folder / "terraform.tfstate").read_text(encoding="utf-8")))

    for what, change in CHANGES.items():
        document = synth(change.file)
        message = _refusal(_read(deployed, document), terraform_without_init)
        assert [] == [text for text in change.refused if text not in message], what
        assert bool(change.refused) == bool(message), (what, message)
        copy = whole_stack(document, kubeconfig=cluster.kubeconfig, charts=cluster.charts)
        deployed.replace_with({**copy, **({"removed": document["removed"]} if "removed" in document else {})})
        if change.at_plan:
            assert change.at_plan in deployed.fail_to_plan(), what
        else:
            assert set(change.deleted) == set(_HOLD_DATA.findall(deployed.plan())), what


def _record(state: dict[str, Any]) -> None:
    if os.environ.get("GOLDEN") == "write":
        RECORDED.write_text(json.dumps(anonymous(state), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    addresses = [[(it["mode"], it["type"], it["name"]) for it in document["resources"]] for document in (state, recorded)]
    assert addresses[0] == addresses[1], f"{RECORDED.relative_to(ROOT)} is out of date; rewrite it with GOLDEN=write"


def _read(copy: Stack, document: dict[str, Any]) -> Synthesized:
    (stack,) = read_stacks(copy.folder.parent / "cdktf.out")
    return replace(stack, path=copy.folder / "cdk.tf.json", template=document)


def _refusal(synthesized: Synthesized, program: str) -> str:
    try:
        DataCheck(stack=synthesized, state=pull(Terraform(synthesized, program)), verb="deploy").check_json()
    except DeploymentError as trouble:
        return str(trouble)
    return ""
