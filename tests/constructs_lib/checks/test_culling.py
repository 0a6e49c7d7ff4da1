"""The effect of culling, of keys and values together."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.culling import culling
from constructs_lib.errors import key_path
from tests.constructs_lib.rendered.test_values import reading

_PVC = {"hub": {"config": {"KubeSpawner": {"delete_pvc": True}}}}
_FILE = "singleuser.extraFiles"
_SAME = key_path(("values", "singleuser", "extraFiles", "jupyter_server_config.json"))


def _found(**settings: Any) -> list[tuple[str, bool, str]]:
    return [(key_path(finding.path), finding.only_warns, finding.fact + finding.advice) for finding in culling(reading(**settings))]


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"delete_user_volumes": True, "values": {"cull": {"users": True}}}, "values.cull.users"),
        ({"culling": {"users": True}, "values": _PVC}, "values.hub.config.KubeSpawner.delete_pvc"),
        ({"values": {"cull": {"users": True}, **_PVC}}, "values.cull.users"),
    ],
)
def test_homes_of_idle_users(settings: dict[str, Any], where: str) -> None:
    """If values have a part in it, it is an error that names what is lost."""
    ((path, warns, message),) = _found(**settings)

    assert (where, False) == (path, warns)
    assert "idle for 3600 s, each with their home volume and all data on it" in message


def test_both_keys_are_the_users_decision() -> None:
    """Then it is a warning, with the configured time."""
    ((path, warns, message),) = _found(culling={"users": True, "timeout": 86400}, delete_user_volumes=True)

    assert ("culling.users", True) == (path, warns)
    assert "idle for 86400 s" in message


@pytest.mark.parametrize(
    "settings",
    [
        {"culling": {"users": True}},
        {"delete_user_volumes": True},
        {"culling": {"users": True, "enabled": False}, "delete_user_volumes": True},
        {"culling": {"users": True}, "values": {"cull": {"enabled": False}, **_PVC}},
        {"culling": {"users": True}, "values": {"singleuser": {"storage": {"type": "none"}}, **_PVC}},
        {"culling": {"remove_named_servers": True}, "delete_user_volumes": True},
        {"culling": {"kernels": {}, "every": 3600}},
        {"values": {"cull": {"timeout": 60, "every": None}}},
        {"values": {"cull": {"timeout": 0, "enabled": False}}},
    ],
)
def test_what_loses_nothing(settings: dict[str, Any]) -> None:
    """The culler is off, or claims stay, or nothing is deleted."""
    assert [] == _found(**settings)


@pytest.mark.parametrize("named", [{"named_servers": {"limit": 2}}, {"values": {"hub": {"allowNamedServers": True}}}])
def test_volumes_of_named_servers(named: dict[str, Any]) -> None:
    """They are deleted with servers that the culler removes: a warning. KubeSpawner 7.0 keeps them."""
    removed = {"culling": {"remove_named_servers": True}, "delete_user_volumes": True, **named}
    ((path, warns, message),) = _found(version="3.3.8", **removed)

    assert ("culling.remove_named_servers", True) == (path, warns)
    assert "each with its volume" in message
    assert [] == _found(version="4.4.0", **removed)


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"culling": {"every": 7200}}, "culling.every"),
        ({"culling": {"timeout": 300}}, "culling.timeout"),
        ({"values": {"cull": {"every": 7200}}}, "values.cull.every"),
        ({"culling": {"every": 900}, "values": {"cull": {"timeout": 300}}}, "culling.every"),
    ],
)
def test_checks_that_are_too_rare(settings: dict[str, Any], where: str) -> None:
    """A warning at the key that was set."""
    ((path, warns, message),) = _found(**settings)

    assert (where, True) == (path, warns)
    assert "longer than the timeout" in message


@pytest.mark.parametrize(("timeout", "shown"), [(0, "0"), (None, "null")])
def test_never_in_values(timeout: int | None, shown: str) -> None:
    """The chart omits the flag: a warning."""
    ((path, warns, message),) = _found(values={"cull": {"timeout": timeout}})

    assert ("values.cull.timeout", True) == (path, warns)
    assert message.startswith(f"{shown} does not mean never: the culler then uses 600 s")


@pytest.mark.parametrize(
    ("files", "where", "message"),
    [
        (
            {"mine": {"mountPath": "/etc/jupyter/jupyter_server_config.json", "data": {"a": {}}}},
            f"values.{_FILE}.mine",
            "where culling.kernels mounts its file, so no server would start; name it jupyter_server_config.json",
        ),
        (
            {"jupyter_server_config.json": {"mountPath": "/etc/jupyter/jupyter_server_config.json", "stringData": "{}"}},
            _SAME,
            "overrides culling.kernels",
        ),
        (
            {"jupyter_server_config.json": {"mountPath": "/etc/x.json", "data": {}}},
            _SAME,
            "overrides culling.kernels",
        ),
        (
            {
                "jupyter_server_config.json": {
                    "mountPath": "/etc/jupyter/jupyter_server_config.json",
                    "data": {"MappingKernelManager": {"cull_connected": False}},
                }
            },
            _SAME,
            "overrides culling.kernels",
        ),
    ],
)
def test_files_in_place_of_the_kernels(files: dict[str, Any], where: str, message: str) -> None:
    """Two files at one path, or another one in its place: errors."""
    ((path, warns, text),) = _found(culling={"kernels": {}}, values={"singleuser": {"extraFiles": files}})

    assert (where, False) == (path, warns)
    assert message in text
    assert [] == _found(values={"singleuser": {"extraFiles": files}})


def test_files_beside_the_kernels() -> None:
    """Other files, and other settings in the same one."""
    files = {
        "mine": {"mountPath": "/x", "stringData": "x"},
        "jupyter_server_config.json": {"mountPath": "/etc/jupyter/jupyter_server_config.json", "data": {"ServerApp": {"a": 1}}},
    }

    assert [] == _found(culling={"kernels": {}}, values={"singleuser": {"extraFiles": files}})
