"""A secret as an environment variable of the hub."""

from __future__ import annotations

from constructs_lib.chart_values.secret_env_var import secret_env_var
from constructs_lib.models.secrets.reference import SecretEnvVar, SecretReference


def _values(reference: SecretReference) -> dict[str, object]:
    secret = SecretEnvVar(reference=reference, variable="DATABASE_URL", made="hub-made", default_key="url")
    return secret_env_var(secret, revision="example.org/revision")


def test_secret_that_terraform_creates() -> None:
    """The variable comes from the created Secret, and a new revision restarts the pod, since Kubernetes compares annotations as text."""
    assert {
        "annotations": {"example.org/revision": "3"},
        "extraEnv": {"DATABASE_URL": {"valueFrom": {"secretKeyRef": {"name": "hub-made", "key": "url"}}}},
    } == _values(SecretReference(secrets_manager="hub/database", key="ignored-here", revision=3))


def test_someone_elses_secret() -> None:
    """Its name and key are those of the reference."""
    values = _values(SecretReference(kubernetes_secret="theirs", key="uri"))

    assert {"DATABASE_URL": {"valueFrom": {"secretKeyRef": {"name": "theirs", "key": "uri"}}}} == values["extraEnv"]
