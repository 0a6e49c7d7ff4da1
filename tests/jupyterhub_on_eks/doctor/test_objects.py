"""Prerequisites that somebody else provides."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.prerequisites import PrerequisiteKind
from jupyterhub_on_eks.doctor.objects import needs, of_kinds
from tests.jupyterhub_on_eks.cloud.answers import EBS, hub, item, site

NAMESPACE = item("Namespace", "jupyterhub")
CANARY = {"url": "canary"}


def _database(**reference: str) -> dict[str, Any]:
    return hub(hub_database={"url_secret": reference})


def _secret(**data: str) -> dict[str, Any]:
    return item("Secret", "db", "jupyterhub", data=data)


@pytest.mark.parametrize(
    ("add_on", "answers", "objects", "level", "message"),
    [
        (_database(kubernetes_secret="db"), {}, [NAMESPACE, _secret(**CANARY)], "ok", "Secret db in jupyterhub"),
        (_database(kubernetes_secret="db"), {}, [NAMESPACE, _secret(uri="canary")], "failure", "has no key url; it has uri"),
        (_database(kubernetes_secret="db"), {}, [NAMESPACE], "failure", "there is no Secret db in jupyterhub. Run: kubectl create secret generic db -n jupyterhub --from-literal=url=…"),
        (_database(kubernetes_secret="db"), {}, [], "warning", "can't exist before its namespace"),
        (_database(secrets_manager="db"), {"secretsmanager.describe_secret": {"Name": "db"}}, [], "ok", "its value is not read"),
        (_database(secrets_manager="db"), {"secretsmanager.describe_secret": {"DeletedDate": 1}}, [], "failure", "is being deleted"),
        (_database(secrets_manager="db"), {}, [], "failure", "AWS Secrets Manager has no secret db"),
        (_database(variable="db"), {}, [], "failure", "TF_VAR_db, a secret of jupyterhub, is not set"),
        (_database(variable="there"), {}, [], "ok", "TF_VAR_there is set"),
        (hub(existing_claim_config={"pvc_name": "homes"}, hub_database="in_memory"), {}, [item("PersistentVolumeClaim", "homes", "jupyterhub", spec={"accessModes": ["ReadWriteMany"]}, status={"phase": "Bound"})], "ok", "is Bound"),
        (hub(existing_claim_config={"pvc_name": "homes"}, hub_database="in_memory"), {}, [item("PersistentVolumeClaim", "homes", "jupyterhub", spec={"accessModes": ["ReadWriteMany"]})], "warning", "is None. Pods that mount it wait"),
        (hub(existing_claim_config={"pvc_name": "homes"}, hub_database="in_memory"), {}, [item("PersistentVolumeClaim", "homes", "jupyterhub", spec={"accessModes": ["ReadWriteOnce"]})], "failure", "need ReadWriteMany"),
        (hub(existing_claim_config={"pvc_name": "homes"}, hub_database="in_memory"), {}, [], "failure", "there is no claim homes"),
        (hub(create_namespace=False), {}, [NAMESPACE], "ok", "namespace jupyterhub"),
        (hub(create_namespace=False), {}, [], "failure", "Run: kubectl create namespace jupyterhub, or set create_namespace: true"),
        (hub(metrics={"service_monitor": {}}), {}, [], "failure", "Install the Prometheus Operator"),
        (hub(metrics={"service_monitor": {}}), {}, [item("CustomResourceDefinition", "servicemonitors.monitoring.coreos.com")], "ok", "servicemonitors"),
        (hub(user_identity={"role_arn": "arn:aws:iam::111122223333:role/users"}), {}, [], "failure", "there is no IAM role users"),
        (hub(user_identity={"role_arn": "arn:aws:iam::111122223333:role/users"}), {"iam.get_role": {"Role": {}}}, [], "ok", "its trust policy is not checked"),
    ],
)  # fmt: skip
def test_prerequisites(*, add_on: Any, answers: Any, objects: Any, level: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Existing, with the key; nothing of a secret's value is shown."""
    monkeypatch.setenv("TF_VAR_there", "canary")
    kinds = set(PrerequisiteKind) - {PrerequisiteKind.STORAGE_CLASS}
    (found,) = of_kinds(*kinds)(site(EBS, add_on, aws=answers, objects=objects))

    assert level == found.level
    assert message in found.line
    assert found.fix or level == "ok"
    assert "canary" not in found.line


def test_claims_of_the_final_values() -> None:
    """The claim that servers finally mount; only the homes' needs ReadWriteMany."""
    volumes = [{"name": "x", "persistentVolumeClaim": {"claimName": "data"}}]
    storage = {"type": "static", "static": {"pvcName": "other"}, "extraVolumes": volumes}
    claims = [
        item("PersistentVolumeClaim", name, "jupyterhub", spec={"accessModes": ["ReadWriteOnce"]}, status={"phase": "Bound"})
        for name in ("other", "data")
    ]

    homes, data = of_kinds(PrerequisiteKind.PERSISTENT_VOLUME_CLAIM)(
        site(EBS, hub(values={"singleuser": {"storage": storage}}), objects=claims)
    )
    assert ("failure", "the claim other has the access mode ReadWriteOnce") == (homes.level, homes.message)
    assert ("ok", "claim data is Bound") == (data.level, data.message)


def test_kinds() -> None:
    """A check looks only at its own kinds; a simple hub needs only its class."""
    stack = site(EBS, _database(variable="db"))

    assert [] == list(of_kinds(PrerequisiteKind.CONFIG_MAP)(stack))
    assert [PrerequisiteKind.STORAGE_CLASS] == [need.kind for need in needs(site(EBS, hub()).hubs[0])][:1]
