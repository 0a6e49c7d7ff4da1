"""Objects that a hub's values refer to and the stack doesn't create: Secrets, ConfigMaps, storage classes and claims."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.secrets.reference import SecretEnvVar, SecretReference
from constructs_lib.models.values import value_at


def hub_prerequisites(
    values: Mapping[str, Any], *, namespace: str, secrets: Collection[SecretEnvVar], made: Collection[str], claims: Collection[str] = ()
) -> Iterator[Prerequisite]:
    """Yield what must exist before a hub, according to the chart's final values.

    Args:
        values: all chart values of the hub.
        namespace: the hub's namespace.
        secrets: the secrets that the hub's settings refer to.
        made: names of the storage classes that the stack creates, or that only bind a claim to its own volume.
        claims: names of the claims that the stack or the chart creates. Default: none.
    """
    made_secrets = {secret.made for secret in secrets if secret.reference.kubernetes_secret is None}
    for secret in secrets:
        yield from _source(secret.reference)
    for name, key in dict.fromkeys(_secret_keys(values)):
        if name not in made_secrets:
            yield Prerequisite(
                kind=PrerequisiteKind.KUBERNETES_SECRET,
                name=name,
                namespace=namespace,
                key=key,
                description=f"the Secret {name} with the key {key} in the namespace {namespace}; the hub's pod waits for it",
            )
    for name, key in dict.fromkeys(_config_map_keys(values)):
        yield Prerequisite(
            kind=PrerequisiteKind.CONFIG_MAP,
            name=name,
            namespace=namespace,
            key=key,
            description=f"the ConfigMap {name} with the key {key} in the namespace {namespace}; the pod that mounts it waits for it",
        )
    for name in dict.fromkeys(_pull_secrets(values)):
        description = (
            f"the Secret {name} of the type kubernetes.io/dockerconfigjson in the namespace {namespace}; images are pulled with it"
        )
        yield Prerequisite(kind=PrerequisiteKind.KUBERNETES_SECRET, name=name, namespace=namespace, description=description)
    for name in dict.fromkeys(_storage_classes(values)):
        if name and "${" not in name and name not in made:
            description = f"the storage class {name} on the cluster; claims with it stay pending until it exists"
            yield Prerequisite(kind=PrerequisiteKind.STORAGE_CLASS, name=name, description=description)
    yield from _claims(values, namespace, claims)


def namespace_prerequisite(hub: JupyterHubAddOnProps) -> Iterator[Prerequisite]:
    """Yield a hub's namespace if someone else creates it."""
    if not hub.create_namespace:
        description = f"the namespace {hub.namespace} on the cluster, which create_namespace: false leaves to someone else"
        yield Prerequisite(kind=PrerequisiteKind.NAMESPACE, name=hub.namespace, description=description)


def home_claim(values: Mapping[str, Any]) -> str | None:
    """Return the claim with the homes of all users, according to the chart's final values; None if each user has one.

    Source: chart, ``files/hub/jupyterhub_config.py``, storage type static.
    """
    storage = value_at(values, ("singleuser", "storage"))
    name = value_at(storage, ("static", "pvcName")) if value_at(storage, ("type",), default="dynamic") == "static" else None
    return name if isinstance(name, str) and name else None


def _claims(values: Mapping[str, Any], namespace: str, made: Collection[str]) -> Iterator[Prerequisite]:
    """Yield claims of the values, except those that have a user's name; KubeSpawner's own keys are in snake case."""
    homes = home_claim(values)
    mounted = (item.get("persistentVolumeClaim", item.get("persistent_volume_claim")) for item in _mappings(values))
    named = (claim.get("claimName", claim.get("claim_name")) for claim in mounted if isinstance(claim, Mapping))
    for name in dict.fromkeys([homes, *(name for name in named if isinstance(name, str))]):
        if name and "{" not in name and name not in made:
            kind, whose = (" (ReadWriteMany)", "users' servers wait") if name == homes else ("", "the pod that mounts it waits")
            yield Prerequisite(
                kind=PrerequisiteKind.PERSISTENT_VOLUME_CLAIM,
                name=name,
                namespace=namespace,
                description=f"the claim {name}{kind} in the namespace {namespace}; {whose} for it",
            )


def _source(reference: SecretReference) -> Iterator[Prerequisite]:
    """Yield where Terraform reads the secret from during a run."""
    if reference.variable is not None:
        description = f"TF_VAR_{reference.variable}, set in the environment of diff, deploy and destroy"
        yield Prerequisite(kind=PrerequisiteKind.VARIABLE, name=reference.variable, description=description)
    if reference.secrets_manager is not None:
        description = f"the secret {reference.secrets_manager} in AWS Secrets Manager"
        yield Prerequisite(kind=PrerequisiteKind.SECRETS_MANAGER_SECRET, name=reference.secrets_manager, description=description)


def _secret_keys(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for item in _mappings(values):
        reference = item.get("secretKeyRef")
        if isinstance(reference, Mapping) and {"name", "key"} <= set(reference) and not reference.get("optional"):
            yield str(reference["name"]), str(reference["key"])


def _config_map_keys(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the keys of ConfigMaps that volumes list individually."""
    for item in _mappings(values):
        source = item.get("configMap")
        if isinstance(source, Mapping) and isinstance(source.get("name"), str) and not source.get("optional"):
            for entry in source.get("items") or ():
                if isinstance(entry, Mapping) and "key" in entry:
                    yield source["name"], str(entry["key"])


def _pull_secrets(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names in the chart's list, which contains text or Kubernetes' own entries."""
    listed = values.get("imagePullSecrets")
    for entry in listed if isinstance(listed, list) else ():
        name = entry.get("name") if isinstance(entry, Mapping) else entry
        if isinstance(name, str):
            yield name


def _storage_classes(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the classes of claims that the chart, its hub or a pod creates, and not those in keys that have no effect.

    KubeSpawner's own configuration overrides the chart's key. Source: chart, ``files/hub/jupyterhub_config.py`` and ``templates/hub/pvc.yaml``.
    """
    homes, database = value_at(values, ("singleuser", "storage", "dynamic")), value_at(values, ("hub", "db", "pvc"))
    dynamic = value_at(values, ("singleuser", "storage", "type"), default="dynamic") == "dynamic"
    own = value_at(values, ("hub", "config", "KubeSpawner", "storage_class"))
    unused = [homes] if not dynamic or own else []
    if value_at(values, ("hub", "db", "type"), default="sqlite-pvc") != "sqlite-pvc":
        unused.append(database)
    if dynamic and isinstance(own, str):
        yield own
    for item in _mappings(values):
        for key in ("storageClass", "storageClassName"):
            if isinstance(name := item.get(key), str) and not any(item is each for each in unused):
                yield name
    for item in _mappings(value_at(values, ("singleuser", "profileList"))) if dynamic else ():
        if isinstance(name := item.get("storage_class"), str):
            yield name


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield each mapping at every depth, outer ones first."""
    if isinstance(value, Mapping):
        yield value
    for item in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
        yield from _mappings(item)
