"""Chart values of the hub's own database."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.hub_database import HubDatabaseConfig

_VARIABLE = "JUPYTERHUB_DB_URL"
#: The chart takes a URL from its values alone, where it would be readable; so the hub reads it from its environment.
_READ_URL = f'import os\nc.JupyterHub.db_url = os.environ["{_VARIABLE}"]\n'


def hub_database_values(database: HubDatabaseConfig, *, efs_class: str = "") -> dict[str, Any]:
    """Say where the hub keeps its database.

    Args:
        database: the user's choice, or the default by the storage.
        efs_class: storage class of the volume that waits for the database on EFS.
    """
    if database.url_secret:
        reference = {"name": database.url_secret.kubernetes_secret, "key": database.url_secret.key}
        return {
            "hub": {
                # `other`: the chart makes no claim and leaves the URL to the hub's own configuration.
                "db": {"type": "other"},
                "extraEnv": {_VARIABLE: {"valueFrom": {"secretKeyRef": reference}}},
                "extraConfig": {"database-url": _READ_URL},
            }
        }
    if database.in_memory:
        return {"hub": {"db": {"type": "sqlite-memory"}}}
    claim: dict[str, Any] = {"storageClassName": efs_class if database.efs else database.storage_class}
    if "capacity" in database.model_fields_set:
        claim["storage"] = database.capacity
    return {"hub": {"db": {"type": "sqlite-pvc", "pvc": claim}}}
