"""Terraform with all three real providers applies whole examples: AWS is the double, Kubernetes and the charts are real.

Environment variables set the cluster and the charts; see docs/testing.md.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from constructs_lib.hub_files.read import read_hub_file
from jupyterhub_on_eks.cloud.cluster_api import OVERRIDE
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.findings.finding import Level
from jupyterhub_on_eks.status.verdict import stack_status
from tests.aws.client import Double, running_double
from tests.aws.half import aws_half
from tests.aws.provider_settings import offline
from tests.aws.seeds import seeds
from tests.cluster.given import Cluster
from tests.cluster.kubectl import Kubectl
from tests.cluster.needs import provided
from tests.cluster.user_server import owner_name, user_server
from tests.cluster.whole import hubs, whole_stack
from tests.conftest import ROOT
from tests.terraform import Stack

SNAPSHOTS = ROOT / "tests" / "snapshots"

#: Names of examples, each kind of storage and of restrictions among them, unless CLUSTER_EXAMPLES names others.
EXAMPLES = os.environ.get("CLUSTER_EXAMPLES", "quickstart two-hubs course gpu-lab data-team").split()

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.xdist_group("cluster")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_runs(
    name: str, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pods run, a second plan is empty; a destroy ends a user's server too, and the cluster and AWS hold what they held before."""
    document = json.loads((SNAPSHOTS / name / "cdk.tf.json").read_text(encoding="utf-8"))
    facts = json.loads((SNAPSHOTS / name / "facts.json").read_text(encoding="utf-8"))
    kubectl = Kubectl(cluster.kubeconfig)
    with running_double() as double, provided(kubectl, facts):
        double.seed(seeds(aws_half(document)))
        stack = Stack(
            tmp_path / "stack",
            whole_stack(document, kubeconfig=cluster.kubeconfig, charts=cluster.charts),
            override=offline(document),
            environment={
                **double.environment(),
                "CHECKPOINT_DISABLE": "1",
                "TF_CLI_CONFIG_FILE": str(cluster.terraform_rc),
                **{f"TF_VAR_{variable}": "none" for variable in document.get("variable", {})},
            },
        )
        wide, resources = kubectl.cluster_wide(), double.state()["resources"]
        try:
            stack.apply()
            for namespace in hubs(document):
                pods = kubectl.wait_for_pods(namespace, seconds=300)
                with capsys.disabled():
                    print(f"\n{name}, namespace {namespace}\n{kubectl('get', 'po,svc', '-n', namespace)}")  # noqa: T201 -- to be seen
                assert {"Running"} == set(pods.values())
            _status_is_right(name, cluster, double, monkeypatch)
            assert "" == stack.plan()
            for namespace, release in hubs(document).items():
                kubectl.create(
                    user_server(release, namespace=namespace, owner_uid=kubectl.uid("configmap", owner_name(release), namespace))
                )
                assert {"Running"} == set(kubectl.wait_for_pods(namespace, seconds=60).values())
        finally:
            stack.drop_guards()
            stack.destroy()
        kubectl.drop_retained()
        assert set() == kubectl.leftovers(wide, seconds=120)
        assert resources == double.state()["resources"]


def _status_is_right(name: str, cluster: Cluster, double: Double, monkeypatch: pytest.MonkeyPatch) -> None:
    """``status`` reports all that runs, except the load balancer controller, which was left out, and what depends on it."""
    for variable, value in {**double.environment(), OVERRIDE: cluster.kubeconfig}.items():
        monkeypatch.setenv(variable, value)
    path = next(path for path in (ROOT / "hubs" / f"{name}.yaml", ROOT / "examples" / f"{name}.yaml") if path.is_file())
    with StackSite(read_hub_file(path)) as site:
        found = stack_status(site)
    seen = [finding for finding in found.all if not finding.check.endswith(("controller", "certificate", "health", "login page"))]

    assert found.hubs
    assert [] == [finding for finding in seen if finding.level not in {Level.OK, Level.WARNING}]
    assert found.ready or any(not hub.inside for hub in found.hubs)
