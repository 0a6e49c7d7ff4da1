"""A ServiceMonitor and a dashboard for one hub, from a small chart in this library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from cdktf import AssetType, TerraformAsset
from constructs import Construct

from constructs_lib.chart_values.metrics.monitoring import monitoring_values
from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.constructs.helm_release import HelmRelease
from constructs_lib.models.metrics.settings import MetricsConfig
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.terraform.dependencies import Dependables

#: Version of the chart in its ``Chart.yaml``.
CHART_VERSION = "1.0.0"
_LONGEST_RELEASE = 45
_TIMEOUT = 300


class HubMetrics(Construct):
    """A release of the chart ``charts/hub-metrics`` in the hub's namespace.

    The chart is copied next to the stack's JSON, so that its path is the same on every machine. A ``kubernetes_manifest`` would
    need the ServiceMonitor's definition in the cluster at plan, when it may not exist yet.

    Args:
        metrics: who reads the metrics.
        namespace: the hub's namespace.
        release: name of the hub's Helm release.
        hub_values: all chart values of the hub.
        hub_ready: what to wait for; the hub's release creates the Secret with the token.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        metrics: MetricsConfig,
        namespace: HubNamespace,
        release: str,
        hub_values: Mapping[str, Any],
        hub_ready: Dependables,
    ) -> None:
        super().__init__(scope, id)
        self._metrics, self._namespace = metrics, namespace.text

        chart = _chart_folder()
        asset = TerraformAsset(self, "Chart", path=str(chart), type=AssetType.DIRECTORY, asset_hash=_digest(chart))
        made = HelmRelease(
            self,
            "Resource",
            name=f"{release[:_LONGEST_RELEASE].rstrip('-.')}-metrics",
            namespace=namespace.name,
            chart=f"./{asset.path}",
            version=CHART_VERSION,
            values=monitoring_values(metrics, namespace=namespace.text, release=release, hub_values=hub_values),
            create_namespace=False,
            timeout=_TIMEOUT,
            depends_on=hub_ready,
        )

        #: Wait for these before reading the metrics.
        self.ready: Dependables = made.ready

    @property
    def prerequisites(self) -> Iterator[Prerequisite]:
        """What must be provided outside the stack: the Prometheus Operator, and the namespace of dashboards."""
        if self._metrics.monitor:
            yield Prerequisite(
                kind=PrerequisiteKind.CUSTOM_RESOURCE_DEFINITION,
                name="servicemonitors.monitoring.coreos.com",
                description="the Prometheus Operator on the cluster, for example from the chart kube-prometheus-stack; it reads ServiceMonitors",
            )
        board = self._metrics.board
        if board and board.namespace != self._namespace:
            yield Prerequisite(
                kind=PrerequisiteKind.NAMESPACE,
                name=board.namespace,
                description=f"the namespace {board.namespace}, where Grafana's sidecar looks for dashboards",
            )


def _chart_folder() -> Path:
    """Return the folder of the chart, which is part of this package."""
    return Path(str(files("constructs_lib").joinpath("charts", "hub-metrics")))


def _digest(folder: Path) -> str:
    """Return a hash of the chart's files, which names the copy: a change of any file updates the release."""
    digest = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
