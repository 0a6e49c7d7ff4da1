"""Hubs that only Helm installed, one of them as EKS Blueprints does: after `adopt` the plan keeps release, claims and file system."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import main
from tests.aws.client import Double, running_double
from tests.aws.half import aws_half
from tests.aws.provider_settings import offline
from tests.aws.seeds import seeds
from tests.cluster.given import Cluster
from tests.cluster.kubectl import Kubectl
from tests.cluster.whole import whole_stack
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EFS, DEFAULT_CLASS, HELM_ALONE, blueprints_volume, user_claim
from tests.jupyterhub_on_eks.cli.screens import piped
from tests.terraform import Stack

pytestmark = [pytest.mark.cluster, pytest.mark.slow, pytest.mark.xdist_group("cluster")]

_CLUSTER, _REGION = "adopted-cluster", "us-west-2"
#: What a plan reports for what it would destroy or replace.
_LOSES = re.compile(r"will be destroyed|must be replaced|forces replacement")


@dataclass(frozen=True)
class InstalledHub:
    """A hub that Helm has installed.

    Args:
        kubectl: the cluster.
        environment: variables that point Helm, kubectl, boto3 and the verb at the cluster and the double.
        namespace: the hub's namespace.
    """

    kubectl: Kubectl
    environment: Mapping[str, str]
    namespace: str

    def run(self, *command: str) -> str:
        """Run a command; return its output."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=600, check=False)
        assert 0 == done.returncode, (command, done.stderr)
        return done.stdout

    def objects(self, kinds: str) -> dict[str, Any]:
        """Return objects of the namespace, and volumes, by kind and name."""
        items = json.loads(self.kubectl("get", kinds, "-n", self.namespace, "-o", "json"))["items"]
        return {f"{item['kind']} {item['metadata']['name']}": item for item in items}

    def kept(self) -> dict[str, tuple[str, Any]]:
        """Return what holds data: UID and spec of each claim and volume."""
        return {name: (item["metadata"]["uid"], _fixed(item)) for name, item in self.objects("pvc,pv").items() if self._ours(item)}

    def _ours(self, item: Mapping[str, Any]) -> bool:
        return bool(item["kind"] != "PersistentVolume" or item["spec"].get("claimRef", {}).get("namespace") == self.namespace)


def _fixed(item: Mapping[str, Any]) -> Any:
    spec = item["spec"]
    return {key: spec.get(key) for key in ("volumeName", "storageClassName", "accessModes", "csi", "persistentVolumeReclaimPolicy")}


@pytest.fixture
def double() -> Iterator[Double]:
    """Run a double of AWS with the cluster, its driver and a file system."""
    with running_double() as running:
        running.seed(
            [
                {"region": _REGION, "kind": "cluster", "name": _CLUSTER, "add_ons": ["aws-ebs-csi-driver"]},
                {"region": _REGION, "kind": "file_system", "id": "fs-0123456789abcdef0"},
            ]
        )
        yield running


@pytest.mark.parametrize(
    ("version", "values", "objects"),
    [
        pytest.param("4.4.0", HELM_ALONE, [DEFAULT_CLASS, user_claim("ada", "adopt-helm")], id="helm"),
        pytest.param(
            "2.0.0", BLUEPRINTS_EFS, [DEFAULT_CLASS, *blueprints_volume("adopt-blueprints", "fs-0123456789abcdef0")], id="blueprints"
        ),
    ],
)
def test_adopted(  # noqa: PLR0917  # fixtures
    version: str,
    values: str,
    objects: list[dict[str, Any]],
    cluster: Cluster,
    double: Double,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """The plan imports the release and destroys nothing; after the apply, claims, volumes, tokens and file system are unchanged."""
    if not (helm := shutil.which("helm")) or not shutil.which("jq"):
        pytest.skip("helm or jq is not on PATH")
    namespace = f"adopt-{request.node.callspec.id}"
    kubectl = Kubectl(cluster.kubeconfig)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "TF_"))},
        **double.environment(),
        "KUBECONFIG": cluster.kubeconfig,
        "CLUSTER_KUBECONFIG": cluster.kubeconfig,
        "HELM_CACHE_HOME": str(tmp_path / "helm"),
    }
    hub = InstalledHub(kubectl, environment, namespace)
    monkeypatch.chdir(tmp_path)
    with ExitStack() as cleanup:
        kubectl("create", "namespace", namespace)
        cleanup.callback(lambda: kubectl("delete", "namespace", namespace, "--wait=false"))
        cleanup.callback(lambda: hub.run(helm, "uninstall", "hub", "-n", namespace, "--ignore-not-found"))
        _install(hub, objects, helm=helm, chart=Path(cluster.charts, f"jupyterhub-{version}.tgz"), values=values, cleanup=cleanup)
        before, token, systems = hub.kept(), _tokens(hub), double.state()["resources"]

        output = _adopt(hub, tmp_path)
        (first_revision,) = json.loads(hub.run(helm, "list", "-n", namespace, "-o", "json"))
        stack = _stack(tmp_path, cluster, double)
        cleanup.callback(stack.destroy)
        plan = stack.plan()
        assert "1 to import" in plan, plan
        assert not _LOSES.search(plan), plan
        assert "0 to destroy" in plan, plan

        _follow(output, hub)
        stack.apply()
        assert {"Running"} == set(kubectl.wait_for_pods(namespace, seconds=300).values())
        assert (before, token) == (hub.kept(), _tokens(hub))
        assert systems == [name for name in double.state()["resources"] if name in systems]
        (second_revision,) = json.loads(hub.run(helm, "list", "-n", namespace, "-o", "json"))
        assert ("1", "2", "deployed") == (first_revision["revision"], second_revision["revision"], second_revision["status"])
        assert "" == stack.plan()
        stack.replace_with({section: content for section, content in stack.document.items() if section != "import"})
        assert "" == stack.plan()


def _install(hub: InstalledHub, objects: list[dict[str, Any]], *, helm: str, chart: Path, values: str, cleanup: ExitStack) -> None:
    file = Path("values.yaml")
    file.write_text(values, encoding="utf-8")
    for item in objects:
        hub.kubectl.create(item)
        if item["kind"] in {"PersistentVolume", "StorageClass"}:
            cleanup.callback(hub.kubectl, "delete", item["kind"], item["metadata"]["name"], "--wait=false")
    hub.run(helm, "install", "hub", str(chart), "-n", hub.namespace, "-f", str(file), "--wait", "--timeout", "120s")
    assert {"Running"} == set(hub.kubectl.wait_for_pods(hub.namespace, seconds=120).values())


def _tokens(hub: InstalledHub) -> dict[str, str]:
    """Return what the chart has generated for itself: with other values all users would be logged out."""
    data = hub.objects("secret")["Secret hub"]["data"]
    return {key: data[key] for key in data if key.startswith("hub.config.")}


def _adopt(hub: InstalledHub, folder: Path) -> str:
    command = [
        "adopt",
        "--cluster",
        _CLUSTER,
        "--region",
        _REGION,
        "--namespace",
        hub.namespace,
        "--output",
        "hubs/hub.yaml",
        "--keep-open",
    ]
    done = piped(command, folder, **{key: hub.environment[key] for key in hub.environment if key.startswith(("AWS_", "CLUSTER_"))})
    assert (0, "") == (done.returncode, done.stderr), done.stdout
    return done.stdout


def _follow(output: str, hub: InstalledHub) -> None:
    """Run the printed commands that create Secrets."""
    for command in re.findall(r"^ +((?:helm get|kubectl get) .*kubectl apply -f -)$", output, re.MULTILINE):
        assert "created" in hub.run("sh", "-c", command)


def _stack(folder: Path, cluster: Cluster, double: Double) -> Stack:
    main.synthesize([Path("hubs/hub.yaml")], Path("cdktf.out"))
    document = json.loads(Path("cdktf.out/stacks/hub/cdk.tf.json").read_text(encoding="utf-8"))
    wanted = [seed for seed in seeds(aws_half(document)) if seed["kind"] not in {"cluster", "file_system"}]
    assert [] == wanted
    return Stack(
        folder / "stack",
        whole_stack(document, kubeconfig=cluster.kubeconfig, charts=cluster.charts),
        override=offline(document),
        environment={**double.environment(), "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": str(cluster.terraform_rc)},
    )
