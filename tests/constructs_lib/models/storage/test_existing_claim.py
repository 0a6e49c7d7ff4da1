"""Homes on a claim that someone else made. The words of the refusals are in tests/cases/."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig


def test_claim_holds_all_homes() -> None:
    """No driver is needed, and it is no place for the hub's database."""
    config = ExistingClaimConfig(pvc_name="lustre")

    assert ("existing_claim_config", "lustre", None, None, None) == (
        config.KEY, config.shared_claim, config.claim_template, config.driver_key, config.default_database()
    )  # fmt: skip


def test_database_is_required() -> None:
    """Nobody knows a place for it."""
    with pytest.raises(ValidationError, match="is required with existing_claim_config"):
        JupyterHubAddOnProps.model_validate({"existing_claim_config": {"pvc_name": "lustre"}, "service_type": "cluster_ip"})


def test_claim_of_the_chart_is_refused() -> None:
    """It holds the hub's database."""
    with pytest.raises(ValidationError, match="'hub-db-dir' is the claim that the chart makes"):
        ExistingClaimConfig(pvc_name="hub-db-dir")
