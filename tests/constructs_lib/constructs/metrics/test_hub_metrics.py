"""ServiceMonitor and dashboard: the release, its chart as Helm renders it, and the queries compared with the metrics of real hubs."""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

import main
from constructs_lib.chart_values.metrics.hub import metrics_values
from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.constructs.metrics.hub_metrics import CHART_VERSION, HubMetrics
from constructs_lib.models.metrics.settings import MetricsConfig
from constructs_lib.models.prerequisites import PrerequisiteKind
from jupyterhub_on_eks.preview.free_ports import free_ports
from tests.conftest import ROOT, hub_file, only
from tests.constructs_lib.stacks import new_stack, rendered, thing
from tests.helm import helm
from tests.login.servers import running_hub
from tests.login.tools import RELEASES, python_of

CHART = ROOT / "constructs_lib" / "charts" / "hub-metrics"
_DASHBOARD = json.loads((CHART / "dashboard.json").read_text(encoding="utf-8"))
QUERIES = [target["expr"] for panel in _DASHBOARD["panels"] for target in panel.get("targets", ())]
#: Metrics that the hubs of older charts don't have; their panels state it.
_LATER = {
    "2.0.0": {"jupyterhub_active_users", "jupyterhub_event_loop_interval_seconds_bucket"},
    "3.3.8": {"jupyterhub_event_loop_interval_seconds_bucket"},
}


def _metrics(settings: dict[str, Any], release: str = "hub") -> tuple[HubMetrics, dict[str, Any]]:
    stack = new_stack()
    metrics = HubMetrics(
        stack,
        "Metrics",
        metrics=MetricsConfig.model_validate(settings),
        namespace=HubNamespace(stack, "Namespace", name="team-a", create=False),
        release=release,
        hub_values={"hub": {"baseUrl": "/lab/"}},
        hub_ready=[thing(stack, "hub")],
    )
    return metrics, rendered(stack, ready=metrics.ready)


def test_defaults() -> None:
    """A release in the hub's namespace, after the hub's; its prerequisites are listed."""
    metrics, document = _metrics({})
    release = only(document, "helm_release")
    (address,) = document["resource"]["helm_release"]

    assert ("hub-metrics", "team-a", ["test_thing.hub"]) == (release["name"], release["namespace"], release["depends_on"])
    assert "/lab/hub/metrics" == json.loads(release["values"][0])["serviceMonitor"]["path"]
    assert [f"helm_release.{address}"] == only(document, "test_later")["depends_on"]
    assert "repository" not in release
    assert {
        (PrerequisiteKind.CUSTOM_RESOURCE_DEFINITION, "servicemonitors.monitoring.coreos.com"),
        (PrerequisiteKind.NAMESPACE, "monitoring"),
    } == {(needed.kind, needed.name) for needed in metrics.prerequisites}


def test_prerequisites_of_only_one() -> None:
    """No operator for a dashboard, and no namespace if it is the hub's."""
    assert [] == list(_metrics({"dashboard": {"namespace": "team-a"}})[0].prerequisites)
    assert ["servicemonitors.monitoring.coreos.com"] == [needed.name for needed in _metrics({"service_monitor": {}})[0].prerequisites]


def test_name_of_the_release_fits() -> None:
    """Helm accepts 53 characters."""
    name = only(_metrics({}, release="r" * 44 + ".-" + "r" * 7)[1], "helm_release")["name"]

    assert "r" * 44 + "-metrics" == name


def test_version_is_the_charts() -> None:
    """Another one would be a change at each plan, since the provider writes the chart's own into the state."""
    assert CHART_VERSION == yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))["version"]


def test_chart_is_beside_the_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terraform runs in the stack's folder, so the path is the same on every machine; the copy is complete."""
    monkeypatch.chdir(tmp_path)
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip", "metrics": {}}
    (tmp_path / "hub.yaml").write_text(yaml.safe_dump(hub_file({"ebs_csi_driver": {}}, {"jupyterhub": hub})), encoding="utf-8")

    main.synthesize([tmp_path / "hub.yaml"], Path("cdktf.out"))

    stack = tmp_path / "cdktf.out/stacks/test"
    document = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
    (release,) = [block for block in document["resource"]["helm_release"].values() if block["chart"] != "jupyterhub"]
    assert release["chart"].startswith("./assets/")
    copied, own = (
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (stack / release["chart"], CHART)
    )
    assert own == copied
    assert str(ROOT) not in json.dumps(document["resource"])


def _helm(values: dict[str, Any], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [helm(), "template", "hub-metrics", CHART, "--namespace", "team-a", "--values", "-", *options],
        input=json.dumps(values), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_rendered_chart() -> None:
    """The ServiceMonitor selects the hub's Service and Secret; the dashboard is JSON about this hub alone."""
    release = only(_metrics({"dashboard": {"labels": {}}, "service_monitor": {}})[1], "helm_release")
    done = _helm(json.loads(release["values"][0]), "--api-versions", "monitoring.coreos.com/v1")
    assert done.returncode == 0, done.stderr
    documents = {document["kind"]: document for document in yaml.safe_load_all(done.stdout)}
    monitor, board = documents["ServiceMonitor"], documents["ConfigMap"]

    assert "team-a" == monitor["metadata"]["namespace"]
    assert {"component": "hub", "release": "hub"} == monitor["spec"]["selector"]["matchLabels"]
    (endpoint,) = monitor["spec"]["endpoints"]
    assert ("hub", "/lab/hub/metrics", "30s") == (endpoint["port"], endpoint["path"], endpoint["interval"])
    assert {"name": "hub", "key": "hub.services.metrics-reader.apiToken"} == endpoint["authorization"]["credentials"]
    assert ("monitoring", "jupyterhub-team-a") == (board["metadata"]["namespace"], board["metadata"]["name"])
    shown = json.loads(board["data"]["jupyterhub-team-a.json"])
    assert len(shown["uid"]) <= 40
    assert "HUB_" not in json.dumps(shown)
    assert all('namespace="team-a"' in target["expr"] for panel in shown["panels"] for target in panel.get("targets", ()))


def test_cluster_without_the_operator() -> None:
    """The install fails with a message about it, instead of leaving the ServiceMonitor out."""
    done = _helm(
        {"hub": {"namespace": "a", "release": "hub"}, "serviceMonitor": {"labels": {}, "interval": "30s", "path": "/", "tokenKey": "k"}}
    )

    assert done.returncode
    assert "needs the Prometheus Operator" in done.stderr


def test_queries_select_this_hub() -> None:
    """Each selector names the hub's namespace, and each metric of the hub its Service."""
    for query in QUERIES:
        selectors = re.findall(r"(\w+)\{([^}]*)\}", query)
        assert selectors
        for metric, matchers in selectors:
            assert 'namespace="HUB_NAMESPACE"' in matchers
            assert ('service="hub"' in matchers) == metric.startswith(("jupyterhub_", "up"))


@pytest.mark.login
@pytest.mark.slow
@pytest.mark.xdist_group("login")
@pytest.mark.parametrize("tool", [tool for tool, release in RELEASES.items() if not release.startswith("1.")])
def test_real_hub_has_the_metrics_of_the_queries(tool: str, tmp_path: Path) -> None:
    """The token reads only them; each metric, label and label value that a query names exists."""
    python_of("login-browser")  # has the proxy
    token = secrets.token_hex(16)
    ours = metrics_values(MetricsConfig())["hub"]
    # How the chart uses hub.services and hub.loadRoles. Source: chart, files/hub/jupyterhub_config.py.
    hub = {
        "services": [{**service, "api_token": token} for service in ours["services"].values()],
        "load_roles": list(ours["loadRoles"].values()),
    }
    with running_hub(tool, {"hub": {"config": {"JupyterHub": hub}}}, free_ports(4), tmp_path / "hub", secret={}) as running:
        with pytest.raises(urllib.error.HTTPError, match="403"):
            _get(f"{running.url}/hub/metrics")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            _get(f"{running.url}/hub/api/users", token)
        _get(f"{running.url}/hub/login")
        samples = _samples(_get(f"{running.url}/hub/metrics", token))

    missing = {metric for query in QUERIES for metric, matchers in _of_hub(query) if not _there(samples, metric, matchers, query)}
    assert _LATER.get(RELEASES[tool], set()) == missing


def _get(url: str, token: str = "") -> str:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
        return str(answer.read().decode())


def _samples(text: str) -> list[tuple[str, dict[str, str]]]:
    found = re.findall(r"^(\w+)(?:\{(.*)\})? \S+$", text, re.MULTILINE)
    return [(name, dict(re.findall(r'(\w+)="([^"]*)"', labels))) for name, labels in found]


def _of_hub(query: str) -> list[tuple[str, dict[str, str]]]:
    """Return the hub's metrics in a query with the label values that it selects; Prometheus itself adds namespace and service."""
    own = {"namespace", "service"}
    return [
        (metric, {label: value for label, value in re.findall(r'(\w+)="([^"]*)"', matchers) if label not in own})
        for metric, matchers in re.findall(r"(jupyterhub_\w+)\{([^}]*)\}", query)
    ]


def _there(samples: list[tuple[str, dict[str, str]]], metric: str, matchers: dict[str, str], query: str) -> bool:
    grouped = {label.strip() for labels in re.findall(r"by \(([^)]*)\)", query) for label in labels.split(",")}
    unequal = set(re.findall(r'(\w+)!="', query))
    return any(name == metric and matchers.items() <= labels.items() and grouped | unequal <= set(labels) for name, labels in samples)
