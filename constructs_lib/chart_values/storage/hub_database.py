"""Chart values of the hub's own database."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.chart_values.secret_env_var import secret_env_var
from constructs_lib.chart_values.storage.database_claim import KEEP
from constructs_lib.models.secrets.reference import SecretEnvVar
from constructs_lib.models.storage.hub_database import HubDatabaseConfig

#: Annotation of the hub's pod that changes with the URL's revision, so that a new one restarts the hub.
REVISION = "jupyterhub-on-eks/database-secret-revision"


def hub_database_values(database: HubDatabaseConfig, *, secret: SecretEnvVar | None = None, efs_class: str = "") -> dict[str, Any]:
    """Return the values for the location of the hub's database.

    Args:
        database: the user's choice, or the default of the storage.
        secret: the URL of an external database. Default: none.
        efs_class: storage class of the volume for the database on EFS.
    """
    if secret:
        return _external(secret)
    if database.in_memory:
        return {"hub": {"db": {"type": "sqlite-memory"}}}
    claim: dict[str, Any] = (
        {"storageClassName": efs_class, "annotations": KEEP} if database.efs else {"storageClassName": database.storage_class}
    )
    if "capacity" in database.model_fields_set:
        claim["storage"] = database.capacity
    return {"hub": {"db": {"type": "sqlite-pvc", "pvc": claim}}}


def _external(secret: SecretEnvVar) -> dict[str, Any]:
    """Return values that read the URL from the hub's environment: the chart reads it only from its values, which anyone could read."""
    return {
        "hub": {
            # `other`: the chart creates no claim and leaves the URL to the hub's own configuration.
            "db": {"type": "other"},
            **secret_env_var(secret, revision=REVISION),
            "extraConfig": {"database-url": extra_config("database_url")},
        }
    }
