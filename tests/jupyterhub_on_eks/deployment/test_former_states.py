"""States beside the project that contain what a new stack would create a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from fast_start.engine import CDKTF, TERRAIN, Engine
from jupyterhub_on_eks.deployment.former_states import former_states
from jupyterhub_on_eks.deployment.state import parse
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import efs_hub, resource, state, template_of

CLUSTER = resource("aws_eks_cluster", "Cluster_1", mode="data", name="research-cluster", arn="a")


@pytest.mark.parametrize("engine", [CDKTF, TERRAIN], ids=lambda engine: engine.name)
def test_renamed_stack(empty_project: Path, make_stack: MakeStack, engine: Engine) -> None:
    """Its state is found by the namespace, as either engine renders it; the message has the old name."""
    (empty_project / "terraform.old.tfstate").write_text(state(*efs_hub(), CLUSTER))
    template = template_of(efs_hub())
    for block in template["kubernetes_namespace_v1"].values() if engine is TERRAIN else ():
        block["metadata"] = [block["metadata"]]

    (loss,) = former_states(parse(""), make_stack(resource=template))

    assert "has a hub in the namespace 'physics' on this cluster" in loss.message
    assert "If the stack was renamed, restore its old name: stack: old" == loss.ways[0]


@pytest.mark.parametrize("why", ["deployed", "another namespace", "another cluster", "no state"])
def test_states_of_others(why: str, empty_project: Path, make_stack: MakeStack) -> None:
    """Another stack's state doesn't conflict, nor does an invalid one."""
    cluster = resource("aws_eks_cluster", "Cluster_1", mode="data", name="other", arn="a") if why == "another cluster" else CLUSTER
    text = "{" if why == "no state" else state(*efs_hub(hub="biology" if why == "another namespace" else "physics"), cluster)
    (empty_project / "terraform.old.tfstate").write_text(text)
    own = parse(state(*efs_hub()) if why == "deployed" else "")

    assert [] == list(former_states(own, make_stack(resource=template_of(efs_hub()))))


def test_state_beside_the_target_of_a_link(empty_project: Path, make_stack: MakeStack) -> None:
    """Earlier releases put it there if the output folder is a symbolic link."""
    (empty_project / "scratch/out").mkdir(parents=True)
    (empty_project / "cdktf.out").symlink_to(empty_project / "scratch/out")
    file = empty_project / "scratch/terraform.research.tfstate"
    file.write_text(state(*efs_hub(), CLUSTER))

    (loss,) = former_states(parse(""), make_stack(resource=template_of(efs_hub())))

    assert [f"terraform state push {file}"] == [way.rpartition("then ")[2] for way in loss.ways]
