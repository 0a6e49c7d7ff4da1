"""Limits of a hub's namespace, as a real API server enforces them, and a change of its Pod Security level."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.aws.client import running_double
from tests.aws.half import aws_half
from tests.aws.provider_settings import offline
from tests.aws.seeds import seeds
from tests.cluster.given import Cluster
from tests.cluster.kubectl import Kubectl
from tests.cluster.user_server import owner_name, user_server
from tests.cluster.whole import hubs, whole_stack
from tests.conftest import Synth, hub_file
from tests.terraform import Stack

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.xdist_group("cluster")]

_HUB = {
    "namespace": "limits",
    "ebs_config": {"storage_class": {"name": "limits-homes"}, "capacity": "10Gi", "removal_policy": "DESTROY"},
    "service_type": "cluster_ip",
    "instance_metadata": "nodes",
    "resources": {"cpu": {"guarantee": "100m"}, "memory": {"guarantee": "1Gi"}},
    "resource_quota": {"servers": 5, "claims": 2, "cpu": 4, "memory": "16Gi"},
    "limit_range": {"default_request": {"cpu": "50m", "memory": "64Mi"}},
}


def _file(**keys: Any) -> dict[str, Any]:
    return hub_file({"ebs_csi_driver": {}}, {"jupyterhub": {**_HUB, **keys}})


@pytest.fixture
def deployed(cluster: Cluster, synth: Synth, tmp_path: Path) -> Iterator[Stack]:
    """Deploy the hub; destroy it afterwards."""
    document = synth(_file())
    with running_double() as double:
        double.seed(seeds(aws_half(document)))
        environment = {**double.environment(), "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": str(cluster.terraform_rc)}
        whole = whole_stack(document, kubeconfig=cluster.kubeconfig, charts=cluster.charts)
        stack = Stack(tmp_path / "stack", whole, override=offline(document), environment=environment)
        try:
            stack.apply()
            yield stack
        finally:
            stack.destroy()


def test_limits_and_a_stricter_level(deployed: Stack, cluster: Cluster, synth: Synth) -> None:
    """The hub starts within its quota, which stops what exceeds it; ``enforce`` is added in place, and refuses pods but not the hub's."""
    kubectl = Kubectl(cluster.kubeconfig)
    assert {"Running"} == set(kubectl.wait_for_pods("limits", seconds=300).values())
    server = _server(kubectl, synth(_file()))
    kubectl.create(server)  # its container sets no CPU and memory: the LimitRange fills them in
    assert "exceeded quota" in _refused(kubectl, _renamed(server, "second"), kind="PersistentVolumeClaim")

    before = kubectl.uid("namespace", "limits", "limits"), kubectl.uid("persistentvolumeclaim", "claim-ada", "limits")
    stricter = synth(_file(pod_security={"enforce": "restricted"}))
    deployed.replace_with(whole_stack(stricter, kubeconfig=cluster.kubeconfig, charts=cluster.charts))
    assert "0 to add, 2 to change, 0 to destroy" in deployed.plan()  # the namespace's labels, and values of the release
    deployed.apply()

    assert before == (kubectl.uid("namespace", "limits", "limits"), kubectl.uid("persistentvolumeclaim", "claim-ada", "limits"))
    assert "" == deployed.plan()
    assert {"Running"} == set(kubectl.wait_for_pods("limits", seconds=300).values())
    assert 'violates PodSecurity "restricted' in _refused(kubectl, _renamed(server, "third"), kind="Pod")


def _server(kubectl: Kubectl, document: dict[str, Any]) -> dict[str, Any]:
    release = hubs(document)["limits"]
    return user_server(release, namespace="limits", owner_uid=kubectl.uid("configmap", owner_name(release), "limits"))


def _renamed(server: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    items = json.loads(json.dumps(server))["items"]
    return {item["kind"]: {**item, "metadata": {**item["metadata"], "name": name}} for item in items}


def _refused(kubectl: Kubectl, objects: dict[str, dict[str, Any]], *, kind: str) -> str:
    with pytest.raises(subprocess.CalledProcessError) as error:
        kubectl.create(objects[kind])
    return str(error.value.stderr)
