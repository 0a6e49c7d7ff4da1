"""kubectl on the tests' cluster."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

#: Kinds of cluster-wide objects that a stack, or what it installs, creates.
_WIDE = ("namespaces", "persistentvolumes", "storageclasses", "ingressclasses", "clusterroles", "clusterrolebindings", "priorityclasses")


class Kubectl:
    """kubectl with the cluster's kubeconfig.

    Args:
        kubeconfig: path of the file.
    """

    def __init__(self, kubeconfig: str) -> None:
        self._kubeconfig = kubeconfig

    def __call__(self, *arguments: str, given: str = "") -> str:
        """Run it, with a text as its standard input; return its standard output."""
        command = ["kubectl", "--kubeconfig", self._kubeconfig, *arguments]
        return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60, check=True).stdout

    @contextmanager
    def classes(self, names: Iterable[str]) -> Iterator[None]:
        """Ensure that storage classes of these names exist, of the EBS driver; in the end remove those that did not exist before."""
        there = {item["metadata"]["name"] for item in self._items("storageclasses")}
        missing = [name for name in names if name not in there]
        head = {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "volumeBindingMode": "WaitForFirstConsumer"}
        for name in missing:
            self.create({**head, "metadata": {"name": name}, "provisioner": "ebs.csi.aws.com"})
        try:
            yield
        finally:
            for name in missing:
                self("delete", "storageclass", name)

    def create(self, made: dict[str, Any]) -> None:
        """Create an object, or a list of objects."""
        self("create", "-f", "-", given=json.dumps(made))

    def uid(self, kind: str, name: str, namespace: str) -> str:
        """Return the UID of an object."""
        return self("get", kind, name, "-n", namespace, "-o", "jsonpath={.metadata.uid}")

    def pods(self, namespace: str) -> dict[str, str]:
        """Return the phase of each pod of a namespace."""
        return {pod["metadata"]["name"]: pod["status"].get("phase", "") for pod in self._items("pods", "-n", namespace)}

    def wait_for_pods(self, namespace: str, *, seconds: float) -> dict[str, str]:
        """Wait until the namespace has pods and all of them run; return their phases then, or at the timeout."""
        end = time.monotonic() + seconds
        while (not (pods := self.pods(namespace)) or set(pods.values()) - {"Running", "Succeeded"}) and time.monotonic() < end:
            time.sleep(2)
        return pods

    def drop_retained(self) -> None:
        """Delete the volumes that a driver has created and a storage class retains without their claim, as an administrator has to."""
        for volume in self._items("persistentvolumes"):
            made = "pv.kubernetes.io/provisioned-by" in volume["metadata"].get("annotations", {})
            if made and volume["spec"]["persistentVolumeReclaimPolicy"] == "Retain" and volume["status"]["phase"] == "Released":
                self("delete", "persistentvolume", volume["metadata"]["name"])

    def cluster_wide(self) -> set[str]:
        """Return the names of the cluster-wide objects."""
        return {f"{item['kind']} {item['metadata']['name']}" for item in self._items(",".join(_WIDE))}

    def leftovers(self, before: set[str], *, seconds: float) -> set[str]:
        """Return what exists beyond what existed before; wait for what is still terminating, such as a namespace."""
        end = time.monotonic() + seconds
        while (left := self.cluster_wide() - before) and time.monotonic() < end:
            time.sleep(2)
        return left

    def _items(self, kinds: str, *arguments: str) -> list[dict[str, Any]]:
        return list(json.loads(self("get", kinds, *arguments, "-o", "json"))["items"])
