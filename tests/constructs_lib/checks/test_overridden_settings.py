"""Keys of the whole hub that values leave without effect."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.overridden_settings import overridden_settings
from constructs_lib.errors import key_path
from constructs_lib.models.singleuser.shared_memory import SHARED_MEMORY_PATH
from tests.constructs_lib.rendered.test_values import reading

_CONFIG = "hub.config.JupyterHub"


def _nested(path: str, value: Any) -> dict[str, Any]:
    for key in reversed(path.split(".")):
        value = {key: value}
    return dict(value)


def _found(settings: dict[str, Any], values: dict[str, Any]) -> list[tuple[str, str, bool]]:
    found = overridden_settings(reading(**settings, values=values))
    return [(key_path(finding.path), finding.fact, finding.only_warns) for finding in found]


@pytest.mark.parametrize(
    ("key", "value", "path", "other"),
    [
        ("culling.timeout", 7200, "cull.timeout", 600),
        ("culling.timeout", 7200, "cull.timeout", None),
        ("culling.enabled", False, "cull.enabled", True),
        ("culling.admin_users", False, "cull.adminUsers", True),
        ("limits.concurrent_spawns", 9, "hub.concurrentSpawnLimit", 64),
        ("limits.active_servers", 9, f"{_CONFIG}.active_server_limit", 10),
        ("limits.consecutive_failures", 0, "hub.config.Spawner.consecutive_failure_limit", 5),
        ("limits.consecutive_failures", 0, "hub.config.KubeSpawner.consecutive_failure_limit", 5),
        ("pre_pull.continuous", True, "prePuller.continuous.enabled", False),
        ("announcements.all", "a", "hub.templateVars.announcement", "b"),
        ("announcements.login", "a", f"{_CONFIG}.template_vars", {"x": 1}),
        ("title", "a", f"{_CONFIG}.template_vars", {"x": 1}),
        ("title", "a", f"{_CONFIG}.template_paths", ["/x"]),
        ("title", "a", "hub.extraFiles.title-of-pages", {"mountPath": "/x", "stringData": "y"}),
        ("named_servers.limit", 3, f"{_CONFIG}.named_server_limit_per_user", 9),
        ("delete_user_volumes", True, "hub.config.KubeSpawner.delete_pvc", False),
        ("delete_user_volumes", False, "hub.config.KubeSpawner.delete_pvc", True),
        ("shared_memory", True, "singleuser.storage.extraVolumeMounts", [{"name": "x", "mountPath": f"{SHARED_MEMORY_PATH}/"}]),
        ("shared_memory", "2Gi", "singleuser.storage.extraVolumes", [{"name": "shared-memory", "emptyDir": {}}]),
    ],
)  # fmt: skip
def test_key_without_effect(key: str, value: Any, path: str, other: Any) -> None:
    """It is an error at the value, which names the key."""
    ((where, fact, warns),) = _found(_nested(key, value), _nested(path, other))

    assert f"values.{path}".startswith(where)
    assert (f"overrides {key}, which then has no effect", False) == (fact, warns)


def test_named_servers_removed() -> None:
    """The key sets the switch, so the finding is the key's."""
    found = _found({"named_servers": {"limit": 3}}, {"hub": {"allowNamedServers": False}})

    assert [("values.hub.allowNamedServers", "overrides named_servers, which then has no effect", False)] == found


@pytest.mark.parametrize(
    ("settings", "values"),
    [
        ({}, {"cull": {"timeout": 60}, "hub": {"concurrentSpawnLimit": 9, "templateVars": {"announcement": "x"}}}),
        ({"culling": {"timeout": 7200}}, {"cull": {"timeout": 7200, "every": 60}}),
        ({"announcements": {"login": "a"}}, {"hub": {"templateVars": {"announcement": "b", "mine": 1}}}),
        ({"announcements": {"login": "a"}}, {"hub": {"config": {"JupyterHub": {"template_vars": {"announcement_login": "a", "b": 1}}}}}),
        ({"title": "a"}, {"hub": {"extraFiles": {"mine": {"mountPath": "/x", "stringData": "y"}}}}),
        ({"shared_memory": True}, {"singleuser": {"storage": {"extraVolumeMounts": [{"name": "x", "mountPath": f"{SHARED_MEMORY_PATH}2"}]}}}),
        ({"shared_memory": False}, {"singleuser": {"storage": {"extraVolumeMounts": [{"name": "x", "mountPath": SHARED_MEMORY_PATH}]}}}),
    ],
)  # fmt: skip
def test_keys_that_keep_their_effect(settings: dict[str, Any], values: dict[str, Any]) -> None:
    """Defaults may be overridden; equal values, and other values, don't conflict."""
    assert [] == _found(settings, values)


def test_your_own_pages_beside_a_title() -> None:
    """They may contain a page.html, which can't be checked here: a warning."""
    ((where, fact, warns),) = _found({"title": "a"}, {"hub": {"templatePaths": ["/x"]}})

    assert ("values.hub.templatePaths", True) == (where, warns)
    assert "page.html there is not used" in fact
