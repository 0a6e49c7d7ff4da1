"""Chart values of any shape, beside keys that are checked against them, give a message or pass; never a traceback."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.hub_files import HubFile
from tests.properties.profile import PROFILE

pytestmark = pytest.mark.property

#: Keys of one hub that are checked against its values; with another chart than ours, so that no schema applies.
_HUB: dict[str, Any] = {
    "service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "delete_user_volumes": True,
    "resources": {"cpu": 2, "memory": {"guarantee": "2Gi", "limit": "4Gi"}, "gpus": 1}, "extra_env": {"A": '{"a": 1}'},
    "shared_memory": "2Gi", "title": "T", "announcements": {"all": "x"}, "named_servers": {"limit": 2},
    "culling": {"every": 60, "remove_named_servers": True, "kernels": {"timeout": 300}}, "limits": {"active_servers": 5},
    "image_pull_secrets": ["registry"], "pre_pull": {"before_upgrade": True, "continuous": True},
    "network_policy": {"private_addresses": False, "allowed_cidrs": [{"cidr": "10.0.4.0/24", "ports": [5432]}]},
    "resource_quota": {"servers": 9, "cpu": "90", "memory": "900Gi", "gpus": 9, "claims": 99, "storage": "10Ti"},
    "scheduling": {"user_placeholders": 2, "dedicated_nodes": "require"}, "user_identity": {"s3": [{"bucket": "data", "per_user": True}]},
    "metrics": {"service_monitor": {}}, "node_selector": {"a": "b"}, "tolerations": [{"key": "t"}], "default_url": "lab",
}  # fmt: skip
_KINDS: list[dict[str, Any]] = [
    {"instance_metadata": "nodes", "pod_security": {"enforce": "restricted"}},
    {"instance_metadata": "network_policy", "pod_security": {"enforce": "baseline"}, "version": "2.0.0"},
    {"instance_metadata": "iptables", "version": "3.3.8"},
]
#: Mappings of the chart with the keys that checks read.
_PATHS: dict[str, tuple[str, ...]] = {
    "cull": ("enabled", "timeout", "every", "users", "maxAge", "removeNamedServers"),
    "hub": (
        "config", "templatePaths", "templateVars", "extraFiles", "extraConfig", "extraEnv", "extraVolumes", "extraPodSpec", "initContainers",
        "extraContainers", "resources", "containerSecurityContext", "services", "loadRoles", "networkPolicy", "db", "annotations",
        "concurrentSpawnLimit", "consecutiveFailureLimit", "allowNamedServers", "namedServerLimitPerUser", "authenticatePrometheus",
    ),
    "hub.config": ("KubeSpawner", "Spawner", "JupyterHub"),
    "hub.config.JupyterHub": ("template_paths", "template_vars", "allow_named_servers", "load_roles", "services", "authenticate_prometheus"),
    "hub.config.KubeSpawner": (
        "profile_list", "environment", "image_pull_secrets", "volumes", "volume_mounts", "init_containers", "extra_containers",
        "extra_pod_config", "container_security_context", "service_account", "delete_pvc", "automount_service_account_token", "mem_limit",
        "node_affinity_required", "consecutive_failure_limit", "pod_name_template", "extra_resource_limits", "node_selector", "uid",
    ),
    "prePuller": ("hook", "continuous", "resources", "pullProfileListImages", "containerSecurityContext"),
    "proxy": ("chp", "traefik", "https", "secretSync"),
    "proxy.traefik": ("resources", "extraInitContainers", "extraVolumes", "extraPodSpec"),
    "scheduling": ("userScheduler", "userPlaceholder", "podPriority", "userPods", "corePods"),
    "scheduling.userPlaceholder": ("enabled", "replicas", "resources"),
    "scheduling.userScheduler": ("enabled", "replicas", "resources"),
    "singleuser": (
        "profileList", "extraPodConfig", "extraResource", "extraFiles", "extraNodeAffinity", "networkTools", "networkPolicy", "cloudMetadata",
        "initContainers", "extraContainers", "storage", "uid", "allowPrivilegeEscalation", "serviceAccountName", "image", "cpu", "memory",
        "extraTolerations", "extraEnv", "nodeSelector", "defaultUrl", "lifecycleHooks", "startTimeout", "extraAnnotations",
    ),
    "singleuser.networkPolicy": ("enabled", "egress", "egressAllowRules"),
    "singleuser.storage": ("extraVolumes", "extraVolumeMounts", "homeMountPath", "dynamic", "capacity", "type"),
    "": ("cull", "hub", "prePuller", "proxy", "scheduling", "singleuser", "imagePullSecrets"),
}  # fmt: skip
_WORDS = (
    "name", "mountPath", "securityContext", "capabilities", "add", "resources", "limits", "requests", "cpu", "memory", "guarantee", "limit",
    "enabled", "required", "hostNetwork", "volumes", "containers", "ports", "data", "to", "x", "hard", "kubespawner_override", "profile_options",
    "choices", "image", "unlisted_choice", "sysctls", "seccompProfile", "type",
)  # fmt: skip
_scalars = st.one_of(st.none(), st.booleans(), st.integers(-1, 9), st.just(0.5), st.sampled_from(("", "x", "4Gi", "ALL", "/home/jovyan")))
_anything = st.recursive(
    _scalars,
    lambda below: st.one_of(st.lists(below, max_size=2), st.dictionaries(st.sampled_from(_WORDS), below, max_size=3)),
    max_leaves=6,
)
_overrides = st.dictionaries(st.sampled_from((*_PATHS["hub.config.KubeSpawner"], "image", "privileged")), _anything, max_size=3)
_profile_lists = st.lists(
    st.one_of(
        _anything,
        st.fixed_dictionaries({"kubespawner_override": st.one_of(_overrides, _anything)}),
        st.fixed_dictionaries({"profile_options": st.dictionaries(st.just("o"), _anything, max_size=1)}),
        st.fixed_dictionaries(
            {"profile_options": st.just({}) | st.fixed_dictionaries({"o": st.fixed_dictionaries({"choices": _anything})})}
        ),
    ),
    max_size=2,
)
_places = st.sampled_from([(section, key) for section, keys in _PATHS.items() for key in keys])


@st.composite
def _values(draw: Any) -> dict[str, Any]:
    section, key = draw(_places)
    value = draw(_profile_lists if key in {"profileList", "profile_list"} and draw(st.booleans()) else _anything)
    for part in reversed([*(section.split(".") if section else []), key]):
        value = {part: value}
    return dict(value)


_profiles = st.sampled_from(
    [
        {"chart": "charts/another"},
        {"chart": "charts/another", "profiles": ["cpu-small", {"preset": "gpu", "allowed_users": ["ada"], "notebook_tag": "2026-01-05"}]},
        {},
    ]
)


@settings(PROFILE, max_examples=250)
@given(st.sampled_from(_KINDS), _profiles, _values())
def test_every_shape_ends_in_a_message(kind: dict[str, Any], more: dict[str, Any], values: dict[str, Any]) -> None:
    """The file is read, with its warnings, or refused with key paths."""
    hub = {**copy.deepcopy(_HUB), **kind, **more, "values": values}
    data = {"stack": "s", "cluster": {"name": "c", "region": "us-west-2"}, "add_ons": [{"ebs_csi_driver": {}}, {"jupyterhub": hub}]}

    wrong: list[Any] = []
    try:
        blueprint = HubFile.model_validate(data).blueprint()
        blueprint.warnings()
        hub_values(next(hub for hub in blueprint.add_ons if isinstance(hub, JupyterHubAddOn)))
    except ValidationError as error:
        wrong = error.errors()
    assert all(line["loc"][:3] == ("add_ons", 1, "jupyterhub") for line in wrong)


@pytest.mark.parametrize("kind", _KINDS)
def test_the_hub_is_right_without_values(kind: dict[str, Any]) -> None:
    """So the values decide above."""
    hub = {**copy.deepcopy(_HUB), **kind, "values": {}}
    data = {"stack": "s", "cluster": {"name": "c", "region": "us-west-2"}, "add_ons": [{"ebs_csi_driver": {}}, {"jupyterhub": hub}]}

    assert "c" == HubFile.model_validate(data).cluster.name
