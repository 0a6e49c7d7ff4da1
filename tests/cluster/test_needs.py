"""What a stack expects on the cluster, created for it."""

from __future__ import annotations

import json

from tests.cluster.needs import objects_wanted
from tests.conftest import ROOT


def test_objects_of_an_example() -> None:
    """The data team's stack expects a namespace and ServiceMonitors; a definition's name is its plural and group, as Kubernetes wants."""
    facts = json.loads((ROOT / "tests" / "snapshots" / "data-team" / "facts.json").read_text(encoding="utf-8"))
    namespace, definition = objects_wanted(facts)

    assert ("Namespace", "monitoring") == (namespace["kind"], namespace["metadata"]["name"])
    names = definition["spec"]["names"]
    assert "servicemonitors.monitoring.coreos.com" == definition["metadata"]["name"] == f"{names['plural']}.{definition['spec']['group']}"
    assert "ServiceMonitor" == names["kind"]


def test_nothing_is_created_if_nothing_is_wanted() -> None:
    """Storage classes and secrets are not objects of this kind."""
    assert [] == objects_wanted({"prerequisites": [{"kind": "storage_class", "name": "gp3"}, {"kind": "kubernetes_secret", "name": "a"}]})
