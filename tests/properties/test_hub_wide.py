"""Settings of the whole hub in a file are those that the hub starts with, whatever its values set; otherwise the file is refused."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.checks.promises import hub_problems
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.properties.profile import PROFILE
from tests.properties.strategies import VERSIONS, booleans, hub_wide, some

pytestmark = pytest.mark.property

_TRAITS = some(
    concurrent_spawn_limit=st.integers(0, 9), active_server_limit=st.integers(1, 9), template_vars=some(announcement="x", hub_title="y"),
    template_paths=st.just(["/x"]), allow_named_servers=booleans, named_server_limit_per_user=st.integers(1, 9),
)  # fmt: skip
_FAILURES = some(consecutive_failure_limit=st.integers(0, 9))
_FILE = {"mountPath": "/etc/jupyter/jupyter_server_config.json"}
_VALUES = some(
    cull=some(enabled=booleans, timeout=st.integers(1, 9), every=st.none(), maxAge=st.integers(0, 9), users=booleans),
    hub=some(
        concurrentSpawnLimit=st.integers(0, 9), activeServerLimit=st.none(), consecutiveFailureLimit=st.integers(0, 9),
        allowNamedServers=booleans, templateVars=some(announcement="x", announcement_login="y"), templatePaths=st.just(["/y"]),
        config=some(JupyterHub=_TRAITS, Spawner=_FAILURES, KubeSpawner=_FAILURES),
    ),
    prePuller=some(hook=some(enabled=booleans), continuous=some(enabled=booleans)),
    singleuser=some(
        extraFiles=st.sampled_from((
            {"a": {**_FILE, "data": {"b": 1}}}, {"jupyter_server_config.json": {**_FILE, "data": {"TerminalManager": {"cull_interval": 1}}}},
            {"jupyter_server_config.json": {**_FILE, "stringData": "x"}}, {"a": {"mountPath": "/a", "stringData": "x"}},
        )),
        storage=some(
            extraVolumes=st.sampled_from(([{"name": "shared-memory", "emptyDir": {}}], [{"name": "a", "emptyDir": {}}])),
            extraVolumeMounts=st.sampled_from(([{"name": "a", "mountPath": "/dev/shm"}], [{"name": "a", "mountPath": "/a"}])),  # noqa: S108
        ),
    ),
)  # fmt: skip
#: The chart's defaults that matter here.
_DEFAULTS = {"cull": {"enabled": True, "timeout": 3600, "every": 600, "maxAge": 0, "users": False}, "hub": {"consecutiveFailureLimit": 5}}
_CHART_KEYS = {
    "concurrentSpawnLimit": "concurrent_spawn_limit", "activeServerLimit": "active_server_limit", "templateVars": "template_vars",
    "templatePaths": "template_paths", "allowNamedServers": "allow_named_servers", "namedServerLimitPerUser": "named_server_limit_per_user",
}  # fmt: skip


def _started(values: dict[str, Any]) -> dict[str, Any]:
    """Return the traits that the hub starts with: the chart's keys, overridden by ``hub.config``."""
    hub = values.get("hub", {})
    config = hub.get("config", {})
    traits = {trait: hub[key] for key, trait in _CHART_KEYS.items() if hub.get(key) is not None} | config.get("JupyterHub", {})
    spawner = {"consecutive_failure_limit": hub["consecutiveFailureLimit"]} | config.get("Spawner", {}) | config.get("KubeSpawner", {})
    return {**traits, **spawner}


def _check(keys: dict[str, Any], values: dict[str, Any]) -> None:
    traits = _started(values)
    culling = keys.get("culling", {})
    names = {"max_age": "maxAge", "remove_named_servers": "removeNamedServers", "admin_users": "adminUsers"}
    assert {key: value for key, value in culling.items() if key != "kernels"} == {
        key: values["cull"][names.get(key, key)] for key in culling if key != "kernels"
    }
    limits = {
        "concurrent_spawns": "concurrent_spawn_limit",
        "active_servers": "active_server_limit",
        "consecutive_failures": "consecutive_failure_limit",
    }
    assert all(traits[limits[key]] == value for key, value in keys.get("limits", {}).items())
    pullers = {"before_upgrade": "hook", "continuous": "continuous"}
    assert all(values["prePuller"][pullers[key]]["enabled"] == value for key, value in keys.get("pre_pull", {}).items())
    announcements = {**keys.get("announcements", {})}
    html = announcements.pop("html", False)
    for page, text in announcements.items():
        shown = traits["template_vars"]["announcement" if page == "all" else f"announcement_{page}"]
        assert text == (shown if html else unescape(shown))
    if "title" in keys:
        assert keys["title"] == traits["template_vars"]["hub_title"]
        assert "/etc/jupyterhub-title" in traits["template_paths"]


def _check_servers(keys: dict[str, Any], values: dict[str, Any]) -> None:
    files = list(values.get("singleuser", {}).get("extraFiles", {}).values())
    storage = values["singleuser"]["storage"]
    assert len({file["mountPath"] for file in files}) == len(files)
    if kernels := keys.get("culling", {}).get("kernels"):
        (file,) = [file for file in files if file["mountPath"] == _FILE["mountPath"]]
        assert set(file) == {"mountPath", "data"}
        assert file["data"]["MappingKernelManager"].items() >= {("cull_idle_timeout", kernels.get("timeout", 3600))}
        assert file["data"]["TerminalManager"]["cull_interval"] == kernels.get("every", 300)
    if memory := keys.get("shared_memory"):
        (mount,) = [mount for mount in storage["extraVolumeMounts"] if mount["mountPath"] == "/dev/shm"]  # noqa: S108  # a mount path
        (volume,) = [volume for volume in storage["extraVolumes"] if volume["name"] == mount["name"]]
        assert {"medium": "Memory", **({} if memory is True else {"sizeLimit": memory})} == volume["emptyDir"]


_accepted: list[bool] = []


@settings(PROFILE, max_examples=400)
@given(
    st.sampled_from(VERSIONS).flatmap(
        lambda version: st.tuples(st.just(version), some(**hub_wide(version)), st.one_of(st.just({}), _VALUES))
    )
)
def _settings_take_effect(drawn: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    version, keys, values = drawn
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "version": version, **keys}
    try:
        props = JupyterHubAddOnProps.model_validate({**hub, "values": values})
    except ValidationError:
        return
    if not hub_problems(props):
        final = merged(_DEFAULTS, hub_values(props))
        _check(keys, final)
        _check_servers(keys, final)
        _accepted.append(bool(values) and bool(keys))


def test_settings_take_effect() -> None:
    """Each key that is set takes effect in the chart's values, or the file is refused; enough files are accepted to show it."""
    _settings_take_effect()

    assert sum(_accepted) >= 20
