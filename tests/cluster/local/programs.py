"""Programs of a cluster, and how each is started."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

#: The module that contains them as tools, pinned with all its dependencies.
MODULE = ROOT / "tools" / "cluster"

#: Simulates nodes; its module is not compatible with that of Kubernetes.
KWOK = "sigs.k8s.io/kwok/cmd/kwok@v0.7.0"

#: Found on PATH, not built.
WANTED = ("etcd", "go", "kubectl", "openssl")

_VERSION = "k8s.io/component-base/version"
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Place:
    """Folders and ports of one cluster.

    Args:
        programs: folder of the built programs.
        folder: its data, its logs and its kubeconfig.
        api: port of the API server.
        etcd: port of etcd for its clients.
        peers: port of etcd for its peers; it has none.
        token: token of its only user, the administrator.
    """

    programs: Path
    folder: Path
    api: int
    etcd: int
    peers: int
    token: str

    @property
    def kubeconfig(self) -> Path:
        """Path of the kubeconfig."""
        return self.folder / "kubeconfig"

    @property
    def key(self) -> Path:
        """Path of the key that signs the tokens of service accounts."""
        return self.folder / "service-accounts.key"

    @property
    def users(self) -> Path:
        """Path of the list of users."""
        return self.folder / "users.csv"


def missing() -> list[str]:
    """Return the names of the programs that have to be on PATH and are not."""
    return [name for name in WANTED if shutil.which(name) is None]


def build(folder: Path) -> None:
    """Build Kubernetes and kwok into a folder unless they are there; the first time takes a quarter of an hour or more."""
    flags = _version_flags((MODULE / "go.mod").read_text())
    subprocess.run(["go", "build", "-C", str(MODULE), "-ldflags", flags, "-o", f"{folder}{os.sep}", "tool"], check=True)
    subprocess.run(["go", "install", KWOK], check=True, env=os.environ | {"GOBIN": str(folder)})


def _version_flags(module: str) -> str:
    """Return the linker flags that set the programs' version, which charts ask for: built from a module, they don't know it."""
    version = next(line.split()[1] for line in module.splitlines() if line.startswith("\tk8s.io/kubernetes "))
    major, minor, _ = version.removeprefix("v").split(".")
    fields = {"gitVersion": version, "gitMajor": major, "gitMinor": minor}
    return " ".join(["-s", "-w", *(f"-X {_VERSION}.{name}={value}" for name, value in fields.items())])


def commands(place: Place) -> Mapping[str, list[str]]:
    """Return the command line of each program, in the order of start."""
    connect = [f"--kubeconfig={place.kubeconfig}"]
    alone = ["--leader-elect=false", "--secure-port=0"]
    etcd, peers = f"http://{_HOST}:{place.etcd}", f"http://{_HOST}:{place.peers}"
    return {
        "etcd": [
            "etcd",
            f"--data-dir={place.folder / 'etcd'}",
            f"--listen-client-urls={etcd}",
            f"--advertise-client-urls={etcd}",
            f"--listen-peer-urls={peers}",
            f"--initial-advertise-peer-urls={peers}",
            f"--initial-cluster=default={peers}",
            "--unsafe-no-fsync",
        ],
        "kube-apiserver": [
            str(place.programs / "kube-apiserver"),
            f"--etcd-servers={etcd}",
            f"--bind-address={_HOST}",
            f"--secure-port={place.api}",
            f"--cert-dir={place.folder / 'certificates'}",
            # No other machine connects here, and a machine without a network has no address to advertise.
            "--advertise-address=192.0.2.1",
            "--endpoint-reconciler-type=none",
            "--authorization-mode=RBAC",
            f"--token-auth-file={place.users}",
            "--service-account-issuer=https://kubernetes.default.svc",
            f"--service-account-key-file={place.key}",
            f"--service-account-signing-key-file={place.key}",
            "--service-cluster-ip-range=10.96.0.0/16",
            "--allow-privileged",
            # Debian's etcd is too old for it: a client that tries gets an error and waits; one that is refused uses the other way at once.
            "--feature-gates=WatchList=false",
        ],
        "kube-controller-manager": [
            str(place.programs / "kube-controller-manager"),
            *connect,
            *alone,
            f"--service-account-private-key-file={place.key}",
            # A node whose heartbeat is late on a busy machine is no reason to keep pods waiting.
            "--node-monitor-grace-period=1h",
        ],
        "kube-scheduler": [str(place.programs / "kube-scheduler"), *connect, *alone],
        "kwok": [str(place.programs / "kwok"), *connect, "--manage-all-nodes", "--node-port=0"],
    }


def kubeconfig(place: Place) -> dict[str, Any]:
    """Return the administrator's kubeconfig; the API server's certificate is self-signed and new each time, so it isn't verified."""
    name = "local"
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": {"server": f"https://{_HOST}:{place.api}", "insecure-skip-tls-verify": True}}],
        "users": [{"name": name, "user": {"token": place.token}}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": name}}],
        "current-context": name,
    }


def nodes(number: int) -> dict[str, Any]:
    """Return simulated nodes, each in its own zone."""

    def node(position: int) -> dict[str, Any]:
        labels = {"topology.kubernetes.io/region": "us-west-2", "topology.kubernetes.io/zone": f"us-west-2{'abc'[position % 3]}"}
        return {"apiVersion": "v1", "kind": "Node", "metadata": {"name": f"node-{position}", "labels": labels}}

    return {"apiVersion": "v1", "kind": "List", "items": [node(position) for position in range(number)]}
