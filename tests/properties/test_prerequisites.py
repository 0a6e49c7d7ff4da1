"""Prerequisites in the facts are what the chart's final values refer to, whatever the keys of the hub say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.blueprint import Blueprint
from constructs_lib.chart_values.merge import merged, placed
from constructs_lib.facts import stack_facts
from constructs_lib.models.eks.cluster import ClusterConfig
from jupyterhub_on_eks.doctor.objects import needs
from tests.conftest import chart_values
from tests.constructs_lib.stacks import new_stack, rendered
from tests.properties.profile import PROFILE

pytestmark = pytest.mark.property

_EFS = {"pvc_name": "a", "capacity": "1Gi", "removal_policy": "RETAIN"}
_HOMES: tuple[dict[str, Any], ...] = (
    {"ebs_config": {"capacity": "1Gi", "storage_class": "a"}},
    {"ebs_config": {"capacity": "1Gi", "storage_class": {"name": "b"}}},
    {"efs_config": _EFS},
    {"existing_claim_config": {"pvc_name": "a"}, "hub_database": "in_memory"},
)
_SECRETS = ({"kubernetes_secret": "a", "key": "url"}, {"variable": "password"}, {"secrets_manager": "hub/db"})
_DATABASES = (None, None, {"storage_class": "b"}, "in_memory", *({"url_secret": secret} for secret in _SECRETS))
_NAMES = (None, "a", "b", "c")
#: Each chart value that the user may set; None: not set.
_VALUES: dict[str, tuple[Any, ...]] = {
    "singleuser.storage.type": (None, None, "dynamic", "static", "none"),
    "singleuser.storage.static.pvcName": _NAMES,
    "singleuser.storage.dynamic.storageClass": _NAMES,
    "singleuser.storage.extraVolumes": (None, *([{"name": "x", "persistentVolumeClaim": {"claimName": name}}] for name in "abc")),
    "hub.db.type": (None, None, "sqlite-pvc", "sqlite-memory", "other"),
    "hub.db.pvc.storageClassName": _NAMES,
    "hub.config.KubeSpawner.storage_class": (None, *_NAMES),
    "hub.extraEnv.OWN": (None, *({"valueFrom": {"secretKeyRef": {"name": name, "key": "k"}}} for name in "abc")),
    "imagePullSecrets": (None, [], ["a"], ["b", "c"]),
}


def _chosen(choices: dict[str, tuple[Any, ...]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({key: st.sampled_from(values) for key, values in choices.items()})


def _nested(flat: dict[str, Any]) -> dict[str, Any]:
    """Return chart values by their dotted paths, without those that are not set."""
    given = ((*path.rpartition("."), value) for path, value in flat.items() if value is not None)
    return merged({}, *(placed(above.split("."), {key: value}) if above else {key: value} for above, _, key, value in given))


def _referred(values: dict[str, Any]) -> dict[str, set[str]]:
    """Return what the chart, its hub and its pods use of these values."""
    storage, database = values["singleuser"]["storage"], values["hub"]["db"]
    spawner = values["hub"]["config"]["KubeSpawner"]
    kind = storage.get("type", "dynamic")
    classes, claims = set(), {volume["persistentVolumeClaim"]["claimName"] for volume in storage.get("extraVolumes", ())}
    if kind == "dynamic":
        classes.add(spawner.get("storage_class") or storage.get("dynamic", {}).get("storageClass"))
    elif kind == "static":
        claims.add(storage.get("static", {}).get("pvcName"))
    if database.get("type", "sqlite-pvc") == "sqlite-pvc":
        classes.add(database.get("pvc", {}).get("storageClassName"))
    references = [entry["valueFrom"]["secretKeyRef"]["name"] for entry in values["hub"].get("extraEnv", {}).values()]
    found = {
        "storage_class": classes,
        "persistent_volume_claim": claims,
        "kubernetes_secret": {*references, *values.get("imagePullSecrets", ())},
    }
    return {kind: {name for name in names if name} for kind, names in found.items()}


def _made(document: dict[str, Any]) -> dict[str, set[str]]:
    """Return the objects of the cluster that the stack creates, by kind."""
    kinds = {
        "storage_class": "kubernetes_storage_class_v1",
        "persistent_volume_claim": "kubernetes_persistent_volume_claim_v1",
        "kubernetes_secret": "kubernetes_secret_v1",
    }
    resources = document["resource"]
    found = {kind: {str(_name(block["metadata"])) for block in resources.get(resource, {}).values()} for kind, resource in kinds.items()}
    volumes = resources.get("kubernetes_persistent_volume_v1", {}).values()
    # A class without an object, which only binds a claim to its volume.
    found["storage_class"] |= {str(_spec(block["spec"])["storage_class_name"]) for block in volumes}
    return found


def _name(metadata: Any) -> Any:
    return _spec(metadata)["name"]


def _spec(block: Any) -> Any:
    return block[0] if isinstance(block, list) else block


@settings(PROFILE, max_examples=100)
@given(
    st.sampled_from(_HOMES),
    _chosen({"create_namespace": (True, False), "hub_database": _DATABASES, "image_pull_secrets": ([], ["a"], ["c", "b"])}),
    _chosen(_VALUES),
)
def test_prerequisites_are_those_of_the_final_values(homes: dict[str, Any], keys: dict[str, Any], flat: dict[str, Any]) -> None:
    """Nothing that the release refers to and the stack doesn't create is missing, and nothing else is there, in facts and in doctor."""
    hub_data = {"service_type": "cluster_ip", **{key: value for key, value in keys.items() if value is not None}, **homes}
    try:
        hub = JupyterHubAddOn.model_validate({**hub_data, "values": _nested(flat)})
        add_ons = (EbsCsiDriverAddOn(), EfsCsiDriverAddOn(), hub)
        blueprint = Blueprint(cluster=ClusterConfig(name="research-cluster", region="us-west-2"), add_ons=add_ons)
    except (ValidationError, ValueError):
        return  # refused
    stack = new_stack()
    facts = stack_facts(blueprint, blueprint.deploy(stack), stack="research")
    document = rendered(stack)

    found: dict[str, set[str]] = {}
    for need in facts["prerequisites"]:
        found.setdefault(need["kind"], set()).add(need["name"])
    made = _made(document)
    for kind, names in _referred(chart_values(document)).items():
        assert names - made[kind] == found.get(kind, set()), kind
    assert {name for name, variable in document.get("variable", {}).items() if "default" not in variable} == found.get("variable", set())
    assert ({hub.namespace} if "kubernetes_namespace_v1" not in document["resource"] else set()) == found.get("namespace", set())
    looked_at = {(need.kind.value, need.name) for need in needs(hub)}
    assert {(kind, name) for kind in found for name in found[kind]} - {("program", "aws")} <= looked_at
