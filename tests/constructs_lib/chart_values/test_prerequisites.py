"""What a hub's values refer to and the stack doesn't create."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.prerequisites import hub_prerequisites, namespace_prerequisite
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.secrets.reference import SecretEnvVar, SecretReference


def _found(values: dict[str, Any], *secrets: SecretEnvVar, made: Collection[str] = ()) -> list[Prerequisite]:
    return list(hub_prerequisites(values, namespace="hub", secrets=secrets, made=made))


def _secret(**reference: Any) -> SecretEnvVar:
    return SecretEnvVar(SecretReference.model_validate(reference), "OAUTH_CLIENT_SECRET", "hub-login", "client_secret")


def _key_of(name: str, key: str = "client_secret") -> dict[str, Any]:
    return {"valueFrom": {"secretKeyRef": {"name": name, "key": key}}}


def test_nothing() -> None:
    """Values that refer to nothing need nothing."""
    assert [] == _found({"hub": {"config": {}, "extraEnv": {"A": "b"}}, "list": [1, None, "x"]})


def test_secrets_that_someone_else_creates() -> None:
    """Each with its key, at every depth, those of the user's own values too; each once."""
    values = {"hub": {"extraEnv": {"A": _key_of("hub-oidc"), "B": _key_of("hub-oidc")}}, "extra": [[_key_of("other", "x")]]}

    first, second = _found(values, _secret(kubernetes_secret="hub-oidc"))

    assert first == Prerequisite(
        kind=PrerequisiteKind.KUBERNETES_SECRET,
        name="hub-oidc",
        namespace="hub",
        key="client_secret",
        description="the Secret hub-oidc with the key client_secret in the namespace hub; the hub's pod waits for it",
    )
    assert ("other", "x") == (second.name, second.key)


def test_config_maps_that_someone_else_creates() -> None:
    """Those whose keys a volume names; one that is optional, or is mounted as a whole, need not exist."""
    volumes = [
        {"name": "a", "configMap": {"name": "ca", "items": [{"key": "ca.crt", "path": "x"}, {"key": "b", "path": "y"}]}},
        {"name": "b", "configMap": {"name": "may-be-missing", "optional": True, "items": [{"key": "a", "path": "a"}]}},
        {"name": "c", "configMap": {"name": "whole"}},
    ]

    first, second = _found({"hub": {"extraVolumes": volumes}})

    assert (PrerequisiteKind.CONFIG_MAP, "ca", "hub", "ca.crt") == (first.kind, first.name, first.namespace, first.key)
    assert "the ConfigMap ca with the key b in the namespace hub; the pod that mounts it waits for it" == second.description


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (
            {"variable": "hub_secret"},
            ("variable", "hub_secret", "TF_VAR_hub_secret, set in the environment of diff, deploy and destroy"),
        ),
        (
            {"secrets_manager": "hub/oidc", "key": "client_secret"},
            ("secrets_manager_secret", "hub/oidc", "the secret hub/oidc in AWS Secrets Manager"),
        ),
    ],
)
def test_secrets_that_the_stack_creates(reference: dict[str, str], expected: tuple[str, str, str]) -> None:
    """What is needed is the source of their values, not the Secret itself."""
    values = {"hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": _key_of("hub-login")}}}

    (need,) = _found(values, _secret(**reference))

    assert expected == (need.kind, need.name, need.description)
    assert (None, None) == (need.namespace, need.key)


def test_reference_without_name_or_key() -> None:
    """It names nothing that could exist."""
    assert [] == _found({"a": {"secretKeyRef": {"name": "x"}}, "b": {"secretKeyRef": "x"}})


def test_storage_classes_that_someone_else_creates() -> None:
    """Once, however many claims name it; not one that the stack creates, nor one without a name or with one that only Terraform knows."""
    claims = {name: {"storageClassName": name} for name in ("gp3", "made", "", "${data.x}")}
    values = {"hub": {"db": {"pvc": claims}}, "singleuser": {"dynamic": {"storageClass": "gp3"}, "other": {"storageClass": None}}}

    (need,) = _found(values, made={"made"})

    assert need == Prerequisite(
        kind=PrerequisiteKind.STORAGE_CLASS,
        name="gp3",
        description="the storage class gp3 on the cluster; claims with it stay pending until it exists",
    )


def test_claims_that_someone_else_creates() -> None:
    """The claim of all homes, and those of volumes, in both spellings; not what the stack creates, nor a claim of each user."""
    volumes = [
        {"name": "a", "persistentVolumeClaim": {"claimName": "data"}},
        {"name": "b", "persistentVolumeClaim": {"claimName": "claim-{username}"}},
        {"name": "c", "persistentVolumeClaim": {"claimName": "made"}},
    ]
    pods = {"hub": {"config": {"KubeSpawner": {"volumes": [{"name": "d", "persistent_volume_claim": {"claim_name": "more"}}]}}}}
    storage = {"type": "static", "static": {"pvcName": "homes"}, "extraVolumes": volumes}

    found = list(hub_prerequisites({"singleuser": {"storage": storage}, **pods}, namespace="hub", secrets=[], made=(), claims=["made"]))

    assert found[0] == Prerequisite(
        kind=PrerequisiteKind.PERSISTENT_VOLUME_CLAIM,
        name="homes",
        namespace="hub",
        description="the claim homes (ReadWriteMany) in the namespace hub; users' servers wait for it",
    )
    assert [
        "the claim data in the namespace hub; the pod that mounts it waits for it",
        "the claim more in the namespace hub; the pod that mounts it waits for it",
    ] == [need.description for need in found[1:]]


@pytest.mark.parametrize("kind", ["dynamic", "none", None])
def test_claim_without_effect(kind: str | None) -> None:
    """The chart reads its name only if all homes are on one claim."""
    assert [] == _found({"singleuser": {"storage": {"type": kind, "static": {"pvcName": "homes"}}}})
    assert [] == _found({"singleuser": {"storage": {"static": {"pvcName": "homes"}}}})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"singleuser": {"storage": {"type": "static", "dynamic": {"storageClass": "gp3"}}}}, []),
        ({"hub": {"db": {"type": "sqlite-memory", "pvc": {"storageClassName": "gp3"}}}}, []),
        ({"hub": {"db": {"pvc": {"storageClassName": "gp3"}}}}, ["gp3"]),
        (
            {"hub": {"config": {"KubeSpawner": {"storage_class": "st1"}}}, "singleuser": {"storage": {"dynamic": {"storageClass": "gp3"}}}},
            ["st1"],
        ),
        ({"singleuser": {"storage": {"type": "none"}}, "hub": {"config": {"KubeSpawner": {"storage_class": "st1"}}}}, []),
        ({"singleuser": {"profileList": [{"kubespawner_override": {"storage_class": "st1"}}]}}, ["st1"]),
    ],
    ids=str,
)
def test_storage_class_in_force(values: dict[str, Any], expected: list[str]) -> None:
    """A class in a key that the chart doesn't read, or that KubeSpawner's configuration overrides, need not exist."""
    assert expected == [need.name for need in _found(values)]


def test_namespace_that_someone_else_creates() -> None:
    """Nothing of the hub can be created before it."""
    (need,) = namespace_prerequisite(_hub(namespace="team-b", create_namespace=False))

    assert (PrerequisiteKind.NAMESPACE, "team-b", None) == (need.kind, need.name, need.namespace)
    assert [] == list(namespace_prerequisite(_hub()))


def test_optional_secret() -> None:
    """A pod starts without it."""
    assert [] == _found({"env": {"valueFrom": {"secretKeyRef": {"name": "x", "key": "y", "optional": True}}}})


def test_secrets_come_before_storage_classes() -> None:
    """In the order in which a person provides them."""
    values = {"a": {"storageClass": "gp3"}, "b": _key_of("hub-oidc")}

    assert ["password", "hub-oidc", "gp3"] == [need.name for need in _found(values, _secret(variable="password"))]


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", **settings}
    )


def _of_hub(hub: JupyterHubAddOnProps, made: Collection[str] = ()) -> list[tuple[str, str, str | None]]:
    found = hub_prerequisites(hub_values(hub), namespace="team-a", secrets=hub.secrets, made=made)
    return [(need.kind.value, need.name, need.key) for need in found]


def test_values_of_a_whole_hub() -> None:
    """Login, database and homes each refer to what someone else creates."""
    hub = _hub(
        shared_password={"kubernetes_secret": "workshop"}, hub_database={"url_secret": {"kubernetes_secret": "hub-db", "key": "dsn"}}
    )

    assert {
        ("kubernetes_secret", "workshop", "password"),
        ("kubernetes_secret", "hub-db", "dsn"),
        ("storage_class", "gp3", None),
    } == set(_of_hub(hub))


def test_values_that_the_user_adds() -> None:
    """Whatever a user adds or replaces counts after the merge, at every depth of lists and mappings."""
    containers = [{"name": "init", "env": [{"name": "TOKEN", **_key_of("git-token", "token")}]}]
    claim = {"volumeClaimTemplate": {"spec": {"storageClassName": "scratch"}}}
    values = {
        "singleuser": {
            "initContainers": containers,
            "storage": {"dynamic": {"storageClass": "fast"}, "extraVolumes": [{"name": "tmp", "ephemeral": claim}]},
        },
        "hub": {"db": {"pvc": {"storageClassName": None}}},
    }

    assert {
        ("kubernetes_secret", "git-token", "token"),
        ("storage_class", "fast", None),
        ("storage_class", "scratch", None),
    } == set(_of_hub(_hub(values=values)))


def test_class_that_the_hub_creates() -> None:
    """What is created is left out by its name, in settings and `values` alike."""
    made = _hub(
        ebs_config={"storage_class": {"name": "homes"}, "capacity": "10Gi"}, values={"custom": {"x": [{"storageClassName": "homes"}]}}
    )

    assert [] == _of_hub(made, made={"homes"})
    assert [("storage_class", "homes", None)] == _of_hub(made)


def test_secret_that_is_created_for_another_key() -> None:
    """A user's own reference to the Secret that the stack creates needs nothing from anybody else."""
    values = {"hub": {"extraEnv": {"COPY": _key_of("blueprints-addon-jupyterhub-login", "password")}}}
    hub = _hub(shared_password={"variable": "hub_password"}, values=values)

    assert [("variable", "hub_password", None), ("storage_class", "gp3", None)] == _of_hub(hub)


def test_secrets_of_image_registries() -> None:
    """In both forms of the chart's list, each once."""
    found = _found({"imagePullSecrets": ["registry", {"name": "mirror"}, "registry", 1]})

    assert [("registry", None), ("mirror", None)] == [(need.name, need.key) for need in found]
    assert "images are pulled with it" in found[0].description
