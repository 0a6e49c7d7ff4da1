"""A small stack, and the pictures' examples."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jupyterhub_on_eks.picture.graph import Graph, read_graph
from tests.conftest import ROOT

#: A file system with mount targets, a volume on it, and helper resources beside them.
TEMPLATE: dict[str, Any] = {
    "data": {
        "aws_eks_cluster": {"C": {"name": "research"}},
        "aws_partition": {"P": {}},
        "aws_subnet": {"S": {"for_each": "${toset(data.aws_eks_cluster.C.vpc_config[0].subnet_ids)}", "id": "${each.value}"}},
    },
    "resource": {
        "aws_efs_file_system": {"F": {"//": {"metadata": {"path": "lab/Home/FileSystem/Resource"}}}},
        "aws_efs_mount_target": {"M": {"file_system_id": "${aws_efs_file_system.F.id}", "for_each": "${data.aws_subnet.S}"}},
        "aws_iam_role": {"R": {"name": "lab-${data.aws_partition.P.id}", "description": "${data.aws_eks_cluster.C.arn}"}},
        "helm_release": {
            "H": {"name": "hub", "namespace": "${kubernetes_namespace_v1.N.metadata[0].name}", "depends_on": ["terraform_data.T"]}
        },
        "kubernetes_namespace_v1": {"N": {"metadata": {"name": "lab"}}},
        "kubernetes_persistent_volume_v1": {
            "V": {
                "metadata": [{"name": "lab.home"}],
                "spec": "${aws_efs_file_system.F.id}",
                "depends_on": ["aws_efs_mount_target.M"],
            }
        },
        "terraform_data": {
            "T": {"input": "${kubernetes_persistent_volume_v1.V.metadata[0].name}"},
            "B": {"provisioner": [], "input": "${aws_efs_file_system.F.id}"},
        },
    },
}


@pytest.fixture
def graph() -> Graph:
    """The small stack's graph."""
    return read_graph("lab", TEMPLATE)


def example(name: str, *, everything: bool = False) -> Graph:
    """Return the graph of an example, from its golden file."""
    template = json.loads((ROOT / f"tests/snapshots/{name}/cdk.tf.json").read_text(encoding="utf-8"))
    return read_graph(name, template, everything=everything)
