"""The chart's claim for the hub's database, created beforehand so that Helm adopts it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.storage.database_claim import database_claim
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    efs = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"}
    return JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", "efs_config": efs, "release": "hub", **settings})


def test_helm_recognizes_the_claim() -> None:
    """Without these marks Helm refuses to install over an existing object."""
    claim = database_claim(_hub(namespace="lab"))

    assert {"app.kubernetes.io/managed-by": "Helm"} == claim.labels
    assert ("hub", "lab") == (claim.annotations["meta.helm.sh/release-name"], claim.annotations["meta.helm.sh/release-namespace"])


def test_helm_never_deletes_the_claim() -> None:
    """The volume is bound to this very claim: another one, after a failed first install, would wait forever."""
    hub = _hub()

    written = hub_values(hub, database_class="c")["hub"]["db"]["pvc"]["annotations"]
    assert {"helm.sh/resource-policy": "keep"} == written
    assert written.items() <= database_claim(hub).annotations.items()


def test_users_annotations_are_not_drift() -> None:
    """The chart's annotations are written on the claim from the start."""
    own = {"example.org/backup": "daily"}
    hub = _hub(values={"hub": {"db": {"pvc": {"annotations": own}}}})

    assert own.items() <= database_claim(hub).annotations.items()
    assert own.items() <= hub_values(hub, database_class="c")["hub"]["db"]["pvc"]["annotations"].items()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "hub-db-dir"),
        ({"fullnameOverride": ""}, "hub-db-dir"),
        ({"fullnameOverride": "lab"}, "lab-hub-db-dir"),
        ({"fullnameOverride": None}, "hub-jupyterhub-hub-db-dir"),
        ({"fullnameOverride": None, "nameOverride": "hub"}, "hub-hub-db-dir"),
    ],
    ids=str,
)
def test_name_is_the_charts(values: dict[str, Any], name: str) -> None:
    """By the chart's own rule, as Helm renders it."""
    assert name == database_claim(_hub(values=values)).name
