"""Nothing that an add-on writes is dropped by its `values`: it is in the result, overridden under its own name, or an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from constructs_lib import AwsLoadBalancerControllerAddOn, JupyterHubAddOn
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.owner import ServersOwner
from constructs_lib.checks.lost_values import lost_controller_values, lost_hub_values
from constructs_lib.checks.promises import hub_problems
from constructs_lib.errors import BlueprintError, KeyPath
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps
from tests.properties.profile import PROFILE

_OIDC = {
    "hub_url": "https://hub.example.org",
    "okta": {"domain": "example.okta.com"},
    "client_id": "hub",
    "client_secret": {"kubernetes_secret": "hub-oidc"},
    "allowed_users": ["ada", "grace"],
    "admin_users": ["ada"],
    "scope": ["openid", "profile", "email"],
}
_EFS = {
    "pvc_name": "home",
    "capacity": "10Gi",
    "removal_policy": "RETAIN",
    "shared_directories": [{"name": "data", "mount_path": "/mnt/data"}, {"name": "x", "mount_path": "/mnt/x", "read_only": True}],
}
_COMMON = {
    "extra_env": {"TEAM": "data"},
    "run_as_root": True,
    "image_pull_secrets": ["registry"],
    "service_api_tokens": {"grader": {"kubernetes_secret": "grader"}},
}
_HUBS: dict[str, dict[str, Any]] = {
    "nlb with TLS and a provider": {
        **_COMMON,
        "efs_config": _EFS,
        "oidc_config": _OIDC,
        "certificate_resource_name": "hub",
        "allowed_cidrs": ["192.0.2.0/24", "198.51.100.0/24"],
    },
    "alb with a shared password and a database": {
        **_COMMON,
        "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
        "shared_password": {"kubernetes_secret": "password"},
        "hub_database": {"url_secret": {"kubernetes_secret": "database"}},
        "service_type": "alb",
        "certificate_resource_name": "hub",
        "ingress_hosts": ["hub.example.org"],
        "ingress_annotations": {"example.org/note": "x"},
    },
    "Let's Encrypt": {
        "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
        "oidc_config": _OIDC,
        "lets_encrypt": {"contact_email": "a@example.org", "hosts": ["hub.example.org"]},
    },
}
_VERSIONS = ("1.2.0", "2.0.0", "3.3.8", "4.2.0", "4.3.0", "4.4.0")
_MADE = {"certificate_arn": "arn", "database_class": "class", "servers_owner": ServersOwner("owner", "uid")}
_NAMED = st.fixed_dictionaries(
    {"name": st.sampled_from(("A", "TEAM", "OAUTH_CLIENT_SECRET", "shared-data", "x"))}, optional={"value": st.just("b")}
)
_SHAPES = st.one_of(
    st.none(),
    st.sampled_from(("", "text", 1, False)),
    st.lists(st.one_of(st.just("text"), _NAMED), max_size=2),
    st.dictionaries(st.sampled_from(("A", "name", "TEAM", "type")), st.one_of(st.none(), st.just("b"), _NAMED), max_size=2),
)


def _values(settings: dict[str, Any], version: str, values: dict[str, Any]) -> dict[str, Any]:
    made = _MADE if "certificate_resource_name" in settings else {**_MADE, "certificate_arn": None}
    hub = JupyterHubAddOn(**settings, version=version, values=values)
    if broken := hub_problems(hub):  # as a blueprint reports it
        raise BlueprintError(broken)
    return hub_values(hub, **made)  # type: ignore[arg-type]


def _leaves(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the leaves: scalars, items of lists, and environment variables as a whole."""
    if isinstance(value, Mapping) and path[-2:-1] != ("extraEnv",):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        yield from (((*path, position), item) for position, item in enumerate(value))
    else:
        yield path, value


def _at(path: KeyPath, value: Any) -> dict[str, Any]:
    for key in reversed(path):
        value = {key: value}
    return dict(value)


def _found(value: Any, path: KeyPath) -> Any:
    for key in path:
        if not isinstance(value, Mapping) or key not in value:
            return ...
        value = value[key]
    return value


def _entries(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []


def _names(value: Any) -> set[Any]:
    """Return the names that the entries of a list or mapping have: variables, volumes, mount paths."""
    keys = set(value) if isinstance(value, Mapping) else set()
    return keys | {str(entry.get(key)) for entry in _entries(value) if isinstance(entry, Mapping) for key in ("name", "mountPath")}


def _survives(path: KeyPath, ours: Any, result: Any, theirs: Any) -> bool:
    """Return whether something computed is in the result, or the user's values set something else under its own name."""
    if path[-2:-1] == ("extraEnv",):
        return path[-1] in _names(_found(result, path[:-1]))
    if isinstance(path[-1], int):
        name = ours.get("mountPath", ours.get("name")) if isinstance(ours, Mapping) else ...
        return ours in _entries(_found(result, path[:-1])) or name in _names(_found(theirs, path[:-1]))
    user_value = _found(theirs, path)
    return _found(result, path) == ours or (user_value is not ... and path[:2] != ("hub", "extraConfig"))


@pytest.mark.property
@settings(PROFILE, max_examples=400)
@given(st.data())
def test_nothing_is_dropped(data: st.DataObject) -> None:
    """Random shapes of the user's values at each path that is computed, and above it."""
    hub, version = data.draw(st.sampled_from(list(_HUBS.values()))), data.draw(st.sampled_from(_VERSIONS))
    computed = _values(hub, version, {})
    leaves = list(_leaves(computed))
    leaf, _ = data.draw(st.sampled_from(leaves))
    keys = tuple(key for key in leaf if isinstance(key, str))
    theirs = _at(keys[: data.draw(st.integers(1, len(keys)))], data.draw(_SHAPES))
    try:
        result, refused = _values(hub, version, theirs), ""
    except (ValidationError, BlueprintError) as error:
        result, refused = {}, str(error)
    assert "values" in refused or [] == [path for path, ours in leaves if not _survives(path, ours, result, theirs)]


def test_the_property_can_fail() -> None:
    """What a plain merge would do is detected as a loss."""
    computed = {"hub": {"extraEnv": {"A": "b"}}, "x": ["a"]}
    leaves = dict(_leaves(computed))

    assert not _survives(("hub", "extraEnv", "A"), leaves["hub", "extraEnv", "A"], {"hub": {"extraEnv": []}}, {"hub": {"extraEnv": []}})
    assert not _survives(("x", 0), "a", {"x": ["b"]}, {"x": ["b"]})


@pytest.mark.parametrize("settings", [{}, {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "version": "x"}])
def test_hub_with_other_mistakes(settings: dict[str, Any]) -> None:
    """What can be computed is checked beside the other mistakes."""
    with pytest.raises(ValidationError) as error:
        JupyterHubAddOn.model_validate(
            {
                "service_type": "cluster_ip",
                "values": {"singleuser": {"image": None}},
                **settings,
            }
        )

    assert ("values.singleuser.image" in str(error.value)) == (settings == {})


def test_hub() -> None:
    """Problems are at keys below ``values``."""
    hub = JupyterHubAddOnProps.model_validate(
        {
            "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
            "service_type": "cluster_ip",
            "values": {"hub": {"config": None}},
        }
    )
    (problem,) = lost_hub_values(hub)

    assert ("values", "hub", "config") == problem.path


def test_controller() -> None:
    """The service account's role and the controller's other values stay."""
    values: dict[str, JsonValue] = {"serviceAccount": None, "replicaCount": 1, "podLabels": {"a": "b"}}

    assert [("values", "serviceAccount")] == [
        problem.path for problem in lost_controller_values(AwsLoadBalancerControllerAddOnProps(values=values))
    ]
    with pytest.raises(ValidationError, match="would drop what other keys set below it: create, name"):
        AwsLoadBalancerControllerAddOn(values=values)
