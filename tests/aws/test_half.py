"""The AWS half of a stack."""

from __future__ import annotations

import copy
import json

import pytest

from tests.aws.half import aws_half
from tests.conftest import ROOT

DOCUMENT = {
    "terraform": {"backend": {"local": {}}, "required_providers": {"aws": {}}},
    "provider": {"aws": [{"region": "us-west-2"}], "helm": [{}]},
    "variable": {"color": {"type": "string"}, "word": {"type": "string"}},
    "output": {"url": {"value": "${aws_a.kept.id}"}},
    "data": {"aws_b": {"kept": {"name": "${var.color}"}}, "kubernetes_service_v1": {"hub": {"name": "hub"}}},
    "resource": {
        "aws_a": {
            "kept": {
                "name": "${data.aws_b.kept.id}",
                "lifecycle": {"destroy": False, "prevent_destroy": True},
                "depends_on": ["helm_release.hub", "data.aws_b.kept"],
            },
            "record": {"name": "${data.kubernetes_service_v1.hub.status[0].name}"},
            "after_record": {"name": "${aws_a.record.name}"},
        },
        "helm_release": {"hub": {"name": "${var.word}"}},
        "terraform_data": {"step": {"input": "${aws_a.kept.id}"}},
    },
}


def test_only_what_aws_can_know_is_left() -> None:
    """Blocks of Kubernetes and Helm are removed, and what refers to them too; a depends_on loses them."""
    assert {
        "provider": {"aws": [{"region": "us-west-2"}]},
        "variable": {"color": {"type": "string"}},
        "data": {"aws_b": {"kept": {"name": "${var.color}"}}},
        "resource": {
            "aws_a": {"kept": {"name": "${data.aws_b.kept.id}", "lifecycle": {"prevent_destroy": True}, "depends_on": ["data.aws_b.kept"]}},
            "terraform_data": {"step": {"input": "${aws_a.kept.id}"}},
        },
    } == aws_half(DOCUMENT)


def test_the_stack_itself_is_not_changed() -> None:
    """The whole document stays as it was."""
    whole = copy.deepcopy(DOCUMENT)

    aws_half(DOCUMENT)

    assert whole == DOCUMENT


@pytest.mark.parametrize("name", ["efs-nlb", "two-hubs", "eks-blueprints"])
def test_the_file_system_stays_in_the_half(name: str) -> None:
    """In the examples with EFS everything of AWS is in the half: no part of the proof is missing by mistake."""
    document = json.loads((ROOT / "tests" / "snapshots" / name / "cdk.tf.json").read_text(encoding="utf-8"))

    kinds = {kind for kind in document["resource"] if kind.startswith("aws_")}

    assert kinds == {kind for kind in aws_half(document)["resource"] if kind.startswith("aws_")}
