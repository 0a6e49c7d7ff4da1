"""Chart values of the hub's database."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.chart_values.login import hub_config
from constructs_lib.chart_values.storage import hub_database
from constructs_lib.chart_values.storage.database_claim import KEEP
from constructs_lib.chart_values.storage.hub_database import hub_database_values
from constructs_lib.models.secrets.reference import SecretEnvVar, SecretReference
from constructs_lib.models.storage.hub_database import HubDatabaseConfig


@pytest.mark.parametrize(
    ("database", "expected"),
    [
        (HubDatabaseConfig(storage_class="gp3"), {"type": "sqlite-pvc", "pvc": {"storageClassName": "gp3"}}),
        (
            HubDatabaseConfig(storage_class="gp3", capacity="5Gi"),
            {"type": "sqlite-pvc", "pvc": {"storageClassName": "gp3", "storage": "5Gi"}},
        ),
        (HubDatabaseConfig(efs=True), {"type": "sqlite-pvc", "pvc": {"storageClassName": "own-class", "annotations": KEEP}}),
        (HubDatabaseConfig(in_memory=True), {"type": "sqlite-memory"}),
    ],
    ids=["class", "class-and-size", "efs", "in-memory"],
)
def test_location_in_the_charts_keys(database: HubDatabaseConfig, expected: dict[str, Any]) -> None:
    """The chart's own default size stays unless set."""
    assert {"hub": {"db": expected}} == hub_database_values(database, efs_class="own-class")


def test_external_database_is_set_only_by_reference() -> None:
    """The URL holds a password: it stays in the Secret, and the hub reads it from its environment; a new revision restarts the hub."""
    reference = SecretReference(kubernetes_secret="hub-db", revision=2)  # a name
    secret = SecretEnvVar(reference, "JUPYTERHUB_DB_URL", "made", "url")
    hub = hub_database_values(HubDatabaseConfig(url_secret=reference), secret=secret)["hub"]

    assert {"type": "other"} == hub["db"]
    assert {"JUPYTERHUB_DB_URL": {"valueFrom": {"secretKeyRef": {"name": "hub-db", "key": "url"}}}} == hub["extraEnv"]
    assert {"database-url": extra_config("database_url")} == hub["extraConfig"]
    assert {"jupyterhub-on-eks/database-secret-revision": "2"} == hub["annotations"]


def test_class_is_empty_only_on_efs() -> None:
    """Without the construct's class the claim names none, so that no class of the cluster creates a second volume for it."""
    claim = {"storageClassName": "", "annotations": {"helm.sh/resource-policy": "keep"}}

    assert {"hub": {"db": {"type": "sqlite-pvc", "pvc": claim}}} == hub_database_values(HubDatabaseConfig(efs=True))


def test_one_secret_does_not_restart_the_other() -> None:
    """Login and database each have a separate annotation."""
    assert hub_config.REVISION != hub_database.REVISION
