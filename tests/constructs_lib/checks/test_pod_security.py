"""Values with which pods would be refused."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.pod_security import refused_by_pod_security
from tests.constructs_lib.rendered.test_values import reading


def _paths(level: str | None, values: dict[str, Any], **hub: Any) -> list[str]:
    settings = {"instance_metadata": "nodes", **({"pod_security": {"enforce": level}} if level else {}), **hub}
    found = refused_by_pod_security(reading(values=values, **settings))
    return [".".join(map(str, finding.path)).removeprefix("values.") for finding in found]


_PLAIN = {"name": "a"}
_STRICT = {
    "name": "a",
    "securityContext": {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    },
}
_PROFILE = "singleuser.profileList.0.kubespawner_override"


def _profile(**override: Any) -> dict[str, Any]:
    return {"singleuser": {"profileList": [{"display_name": "A", "kubespawner_override": override}]}}


@pytest.mark.parametrize(
    ("values", "baseline", "restricted"),
    [
        ({}, [], []),
        ({"singleuser": {"extraContainers": [_PLAIN]}}, [], ["singleuser.extraContainers.0"]),
        ({"hub": {"initContainers": [_STRICT]}}, [], []),
        ({"hub": {"extraVolumes": [{"name": "a", "hostPath": {}}]}}, ["hub.extraVolumes.0"], ["hub.extraVolumes.0"]),
        ({"hub": {"extraVolumes": [{"name": "a", "nfs": {}}]}}, [], ["hub.extraVolumes.0"]),
        ({"singleuser": {"storage": {"extraVolumes": {"a": {"hostPath": {}}}}}}, *[["singleuser.storage.extraVolumes.a"]] * 2),
        ({"singleuser": {"extraPodConfig": {"hostPID": True}}}, *[["singleuser.extraPodConfig"]] * 2),
        ({"singleuser": {"uid": 0}}, [], ["singleuser.uid"]),
        ({"singleuser": {"uid": 1001, "allowPrivilegeEscalation": True}}, [], ["singleuser.allowPrivilegeEscalation"]),
        ({"hub": {"containerSecurityContext": {"runAsNonRoot": False}}}, [], ["hub.containerSecurityContext"]),
        ({"hub": {"containerSecurityContext": None}}, [], ["hub.containerSecurityContext"]),
        ({"proxy": {"chp": {"containerSecurityContext": {"privileged": True}}}}, *[["proxy.chp.containerSecurityContext"]] * 2),
        ({"hub": {"config": {"KubeSpawner": {"privileged": True}}}}, *[["hub.config.KubeSpawner.privileged"]] * 2),
        (
            {"hub": {"config": {"KubeSpawner": {"container_security_context": {"runAsNonRoot": False}}}}},
            [],
            ["hub.config.KubeSpawner.container_security_context"],
        ),
        ({"hub": {"config": {"KubeSpawner": {"container_security_context": {"runAsGroup": 100}}}}}, [], []),
        (_profile(privileged=True), *[[f"{_PROFILE}.privileged"]] * 2),
        (_profile(uid=0), [], [f"{_PROFILE}.uid"]),
        (_profile(container_security_context={"runAsUser": 5}), [], [f"{_PROFILE}.container_security_context"]),
        (_profile(extra_containers=[_PLAIN], extra_pod_config={"hostIPC": True}), [f"{_PROFILE}.extra_pod_config"],
         [f"{_PROFILE}.extra_containers", f"{_PROFILE}.extra_pod_config"]),
        (_profile(volumes={"a": {"name": "a", "hostPath": {}}}), *[[f"{_PROFILE}.volumes"]] * 2),
    ],
)  # fmt: skip
def test_what_each_level_refuses(values: dict[str, Any], baseline: list[str], restricted: list[str]) -> None:
    """At the user's key; without a level nothing is refused."""
    assert (baseline, restricted, [], []) == tuple(_paths(level, values) for level in ("baseline", "restricted", "privileged", None))


def test_someone_elses_namespace() -> None:
    """Its labels aren't known."""
    assert [] == _paths(None, _profile(privileged=True), create_namespace=False)


def test_profiles_of_the_hub() -> None:
    """Their overrides and those of their choices, at their own keys."""
    choices = {"image": {"display_name": "I", "choices": {"a": {"display_name": "A", "kubespawner_override": {"uid": 0}}}}}
    profiles = [{"display_name": "P", "kubespawner_override": {"privileged": True}, "profile_options": choices}]

    assert [
        "profiles.0.kubespawner_override.privileged",
        "profiles.0.profile_options.image.choices.a.kubespawner_override.uid",
    ] == _paths("restricted", {}, profiles=profiles)
