"""Terraform's state, as the command line reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.state import parse, pull, read_file
from jupyterhub_on_eks.deployment.terraform import Terraform
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import memory, resource, state

MakeProgram = Callable[[str, str], None]


def test_what_is_read() -> None:
    """Resources and data sources separately; what has no instance, and what is in a module, is left out."""
    empty = {**resource("aws_kms_key", "none"), "instances": []}
    inside = {**resource("aws_kms_key", "theirs"), "module": "module.theirs"}
    read = parse(state(resource("aws_kms_key", "key", arn="a"), resource("aws_eks_cluster", "c", mode="data"), empty, inside))

    assert [["aws_kms_key.key"], ["aws_eks_cluster.c"]] == [[held.address for held in part] for part in (read.resources, read.data)]
    assert [{"arn": "a"}] == [held.attributes for held in read.of("aws_kms_key")]


def test_memories_are_those_of_one_hub() -> None:
    """Hubs whose names have the same prefix are distinguished."""
    read = parse(state(memory("a_Part_1", value="1"), memory("a2_Part_1", value="2"), memory("a_Other_1", value="3")))

    assert [{"value": "1"}] == list(read.memories("a", "Part"))


@pytest.mark.parametrize("text", ["", " \n", "{}", '{"version": 4}'])
def test_never_deployed(text: str) -> None:
    """Terraform prints nothing if there is no state."""
    assert () == tuple(parse(text).resources)


@pytest.mark.parametrize("text", ["no JSON", "[]", '{"resources": [{}]}', '{"resources": [1]}'])
def test_invalid_state_stops(text: str, empty_project: Path, make_stack: MakeStack, make_program: MakeProgram) -> None:
    """Nothing is concluded from it; a file that can't be read contains nothing."""
    (empty_project / "cdktf.out/stacks/research").mkdir(parents=True)
    make_program("terraform", f"[ $1 = init ] || echo '{text}'")
    (file := empty_project / "terraform.x.tfstate").write_text(text)

    with pytest.raises(DeploymentError, match="returned no state for stack 'research'"):
        pull(Terraform(make_stack(), "terraform"))
    assert () == tuple(read_file(file).resources) == tuple(read_file(empty_project / "none").resources)
