"""Chart values that pass a secret to the hub as an environment variable."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.secrets.reference import SecretEnvVar


def secret_env_var(secret: SecretEnvVar, *, revision: str) -> dict[str, Any]:
    """Return the values of ``hub`` that set the variable from the Kubernetes Secret, and restart the hub with a new revision.

    Args:
        secret: the Kubernetes Secret, its key, and the variable.
        revision: annotation of the hub's pod that holds the secret's revision. Kubernetes restarts a pod whose annotations change.
    """
    reference = {"secretKeyRef": {"name": secret.name, "key": secret.key}}
    return {
        "annotations": {revision: str(secret.reference.revision)},
        "extraEnv": {secret.variable: {"valueFrom": reference}},
    }
