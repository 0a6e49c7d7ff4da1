"""Homes on a claim that someone else created."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from constructs_lib.models.storage.hub_database import HubDatabaseConfig


def _mistake(**settings: str) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(ValidationError) as error:
        ExistingClaimConfig.model_validate(settings)
    (line,) = error.value.errors()
    return line["loc"], line["msg"]


def test_claim_holds_all_homes() -> None:
    """It is the shared claim; no user has one, and nothing else is mounted."""
    config = ExistingClaimConfig(pvc_name="lustre-homes")

    assert ("lustre-homes", None, ()) == (config.shared_claim, config.claim_template, tuple(config.shared_mounts))


def test_no_add_on_of_ours_mounts_it() -> None:
    """The cluster can already: no add-on is required, and servers run with the chart's user."""
    config = ExistingClaimConfig(pvc_name="lustre")

    assert (None, None, []) == (config.driver_key, config.posix_user, list(config.warnings()))


def test_database_cannot_be_there() -> None:
    """Nothing is known of the storage, so the database's location is required; a configured one stays."""
    config = ExistingClaimConfig(pvc_name="lustre")
    database = HubDatabaseConfig(storage_class="gp3")

    assert config.default_database() is None
    assert database is config.fitting(database)
    assert config.database_problem(database) is None


def test_database_is_required() -> None:
    """The hub reports it, since there is no default."""
    with pytest.raises(ValidationError, match="is required with existing_claim_config"):
        JupyterHubAddOnProps.model_validate({"existing_claim_config": {"pvc_name": "lustre"}, "service_type": "cluster_ip"})


def test_claim_of_the_chart() -> None:
    """Homes and the hub's database would share it."""
    expected = "'hub-db-dir' is the chart's claim for the hub's database; use another claim"

    assert (("pvc_name",), expected) == _mistake(pvc_name="hub-db-dir")
    assert "hub-db-dir-2" == ExistingClaimConfig(pvc_name="hub-db-dir-2").pvc_name


def test_name() -> None:
    """It is required, and a valid Kubernetes name."""
    path, message = _mistake()

    assert (("pvc_name",), True) == (path, message.startswith("is required but missing: name of the claim"))
    assert "is not a DNS-1123 name" in _mistake(pvc_name="Homes_1")[1]


def test_key() -> None:
    """Its key in a hub."""
    assert "existing_claim_config" == ExistingClaimConfig.KEY
