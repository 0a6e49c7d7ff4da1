"""The outputs of a stack: how to check each hub, and its URL."""

from __future__ import annotations

import json
from typing import Any

import cdktf
import pytest

from constructs_lib.constructs.jupyterhub.outputs import hub_outputs, status_commands
from constructs_lib.hub_files.model import HubFile
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.output import Output
from stacks import BlueprintStack
from tests.conftest import hub_file
from tests.constructs_lib.stacks import existing_cluster, new_stack


def _outputs(**settings: Any) -> dict[str, Output]:
    hub = JupyterHubAddOnProps.model_validate({"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, **settings})
    cluster = existing_cluster(new_stack())
    storage = {"disk": Output(value="d-1", description="The disk")}
    return dict(hub_outputs(hub, cluster=cluster, url="https://hub.example.org", storage=storage))


def test_storage_and_url_are_outputs() -> None:
    """What the storage publishes is named after the hub too; behind a load balancer no port is forwarded."""
    outputs = _outputs(namespace="team-a", load_balancer_scheme="internal")

    assert Output(value="d-1", description="The disk") == outputs["team_a_disk"]
    assert "https://hub.example.org" == outputs["team_a_url"].value
    assert "team_a_port_forward" not in outputs


def test_commands() -> None:
    """Commands that show whether a hub runs are outputs with the same name suffixes."""
    outputs = _outputs(namespace="lab", service_type="cluster_ip")

    assert ["kubectl get po -n lab", "kubectl get svc -n lab"] == [command for _, command in status_commands("lab").values()]
    assert {f"lab_{end}": Output(value=command, description=text) for end, (text, command) in status_commands("lab").items()} == {
        name: output for name, output in outputs.items() if "validate" in name
    }


@pytest.fixture(scope="module")
def outputs() -> dict[str, Any]:
    """Return the outputs of two hubs: a local one on EBS, and one on EFS behind a load balancer."""
    local = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", "namespace": "2-staff"}
    shared = {
        "efs_config": {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"},
        "load_balancer_scheme": "internal",
        "namespace": "students",
        "release": "course",
        "version": "3.3.8",
    }
    add_ons: tuple[dict[str, Any], ...] = (
        {"ebs_csi_driver": {"existing": True}},
        {"efs_csi_driver": {"existing": True}},
        {"aws_load_balancer_controller": {"existing": True}},
        {"jupyterhub": local},
        {"jupyterhub": shared},
    )
    file = HubFile.model_validate(hub_file(*add_ons))
    stack = BlueprintStack(cdktf.Testing.app(), file.stack, file.blueprint())
    return dict(json.loads(cdktf.Testing.synth(stack))["output"])


def test_local_hub(outputs: dict[str, Any]) -> None:
    """Names start with the namespace, as Terraform accepts them; the command that makes the URL work is one of them."""
    assert {
        "_2_staff_namespace": "2-staff",
        "_2_staff_release": "blueprints-addon-jupyterhub-2-staff",
        "_2_staff_chart_version": "4.4.0",
        "_2_staff_kubeconfig": "aws eks update-kubeconfig --name test-cluster --region us-west-2",
        "_2_staff_validate_pods": "kubectl get po -n 2-staff",
        "_2_staff_validate_services": "kubectl get svc -n 2-staff",
        "_2_staff_url": "http://localhost:8080",
        "_2_staff_port_forward": "kubectl port-forward -n 2-staff service/proxy-public 8080:http",
    } == {name: output["value"] for name, output in outputs.items() if name.startswith("_2_staff")}


def test_hub_on_efs_behind_a_load_balancer(outputs: dict[str, Any]) -> None:
    """The file system's id is an output, and no port-forward is needed."""
    own = {name.removeprefix("students_"): output["value"] for name, output in outputs.items() if name.startswith("students")}

    assert {
        "namespace", "release", "chart_version", "kubeconfig", "validate_pods", "validate_services", "url", "file_system_id"
    } == set(own)  # fmt: skip
    assert ("students", "course", "3.3.8", "kubectl get po -n students") == tuple(
        own[key] for key in ("namespace", "release", "chart_version", "validate_pods")
    )
    assert own["file_system_id"].startswith("${aws_efs_file_system.")
    assert "data.kubernetes_service_v1." in own["url"]


def test_each_has_a_description(outputs: dict[str, Any]) -> None:
    """`terraform output` and the console show the descriptions."""
    assert [] == [name for name, output in outputs.items() if not output["description"]]
