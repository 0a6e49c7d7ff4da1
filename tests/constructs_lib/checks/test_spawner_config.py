"""KubeSpawner settings in ``values`` that remove what other keys give users' servers."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.spawner_config import dropped_by_spawner_config
from tests.constructs_lib.rendered.test_values import reading

_SHM = {"name": "shm", "emptyDir": {}}
_MOUNT = {"name": "shm", "mountPath": "/mnt/shm"}
_HOME = {"name": "home", "mountPath": "/home/jovyan"}


def _profiles(override: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"display_name": "A"}, {"display_name": "B", "kubespawner_override": override}]


def _config(**traits: Any) -> dict[str, Any]:
    return {"hub": {"config": {"KubeSpawner": traits}}}


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (_config(volumes=[_SHM]), "hub.config.KubeSpawner.volumes"),
        (_config(volumes=[_SHM], volume_mounts=[_MOUNT]), "hub.config.KubeSpawner.volume_mounts"),
        (_config(volume_mounts={"shm": _MOUNT}), "hub.config.KubeSpawner.volume_mounts"),
        (_config(profile_list=_profiles({"volumes": []})), "hub.config.KubeSpawner.profile_list.1.kubespawner_override.volumes"),
        (
            {"singleuser": {"profileList": _profiles({"volume_mounts": [_MOUNT]})}},
            "singleuser.profileList.1.kubespawner_override.volume_mounts",
        ),
        (
            {
                "singleuser": {
                    "profileList": [{"profile_options": {"o": {"choices": {"c": {"kubespawner_override": {"volumes": [_SHM]}}}}}}],
                }
            },
            "singleuser.profileList.0.profile_options.o.choices.c.kubespawner_override.volumes",
        ),
        (_config(environment={"A": "b"}), "hub.config.KubeSpawner.environment"),
        (_config(image_pull_secrets=["other"]), "hub.config.KubeSpawner.image_pull_secrets"),
    ],
)
def test_dropped(values: dict[str, Any], key: str) -> None:
    """One error, at the key that replaces it."""
    (finding,) = dropped_by_spawner_config(reading(values=values, extra_env={"TEAM": "data"}, image_pull_secrets=["registry"]))

    assert (key, False, ()) == (".".join(map(str, finding.path)).removeprefix("values."), finding.only_warns, finding.accepted_with)


@pytest.mark.parametrize(
    "values",
    [
        {},
        _config(volumes=[_SHM, {"name": "home"}], volume_mounts=[_MOUNT, _HOME]),
        _config(environment={"A": "b"}, image_pull_secrets=["other"], start_timeout=600),
        {"singleuser": {"storage": {"type": "none"}}, **_config(volumes=[_SHM])},
        {"singleuser": {"profileList": _profiles({"volumes": {"shm": _SHM}, "volume_mounts": {"shm": _MOUNT}, "mem_limit": "2G"})}},
    ],
)
def test_kept(values: dict[str, Any]) -> None:
    """The home is mounted, left out on purpose, or added to; and there is nothing else to lose."""
    assert [] == list(dropped_by_spawner_config(reading(values=values)))


@pytest.mark.parametrize(("version", "advice"), [("3.3.8", "add the volume of the homes to both"), ("4.4.0", "use mappings by name")])
def test_advice_for_a_profile(version: str, advice: str) -> None:
    """KubeSpawner of chart 4.x merges mappings; earlier ones accept only lists."""
    values = {"singleuser": {"profileList": _profiles({"volumes": [_SHM]})}}

    (finding,) = dropped_by_spawner_config(reading(values=values, version=version))

    assert advice in finding.advice
