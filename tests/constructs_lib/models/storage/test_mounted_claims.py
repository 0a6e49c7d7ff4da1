"""Claims of homes and database in `values`: however they are written, and what is harmless."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.storage.mounted_claims import mounted_claim_problems

_VOLUME = {"name": "all", "persistentVolumeClaim": {"claimName": "homes"}}
_MOUNT = {"name": "all", "mountPath": "/mnt"}


def _paths(values: dict[str, Any], homes: tuple[str, ...] = ("other", "homes")) -> list[str]:
    return [".".join(map(str, each.path)) for each in mounted_claim_problems(values, homes=homes, home_path="home/{username}")]


def _storage(volumes: Any, mounts: Any) -> dict[str, Any]:
    return {"singleuser": {"storage": {"extraVolumes": volumes, "extraVolumeMounts": mounts}}}


@pytest.mark.parametrize("sub_path", [None, "", "/", ".", "./", "home", "home/", "home/ada", "/home"])
def test_all_homes(sub_path: str | None) -> None:
    """The root of the claim, the homes' directory, and one that isn't the user's."""
    assert ["values.singleuser.storage.extraVolumeMounts.0"] == _paths(_storage([_VOLUME], [{**_MOUNT, "subPath": sub_path}]))


@pytest.mark.parametrize("sub_path", ["_shared", "homes", "home/{username}", "{username}", "home2/x"])
def test_a_directory_beside_them(sub_path: str) -> None:
    """Or one of each user."""
    assert [] == _paths(_storage([_VOLUME], [{**_MOUNT, "subPath": sub_path}]))


def test_mappings_and_lists() -> None:
    """Chart 4.3 accepts mappings, whose keys are only names of entries unless they have none; KubeSpawner's names are snake case."""
    claim = {"persistent_volume_claim": {"claim_name": "homes"}}
    values = _storage({"all": {"persistentVolumeClaim": {"claimName": "homes"}}}, {"m": {"name": "all", "mountPath": "/mnt"}})

    assert ["values.singleuser.storage.extraVolumeMounts.m"] == _paths(values)
    spawner = {"volumes": [{"name": "x", **claim}], "volume_mounts": [{"name": "x", "mount_path": "/mnt", "sub_path": ""}]}
    assert ["values.hub.config.KubeSpawner.volume_mounts.0"] == _paths({"hub": {"config": {"KubeSpawner": spawner}}})


def test_the_charts_own_volume() -> None:
    """It is called home, and holds all homes if they are on one claim."""
    values = {"singleuser": {"profileList": [{"kubespawner_override": {"volume_mounts": [{"name": "home", "mountPath": "/mnt"}]}}]}}

    assert ["values.singleuser.profileList.0.kubespawner_override.volume_mounts.0"] == _paths(values)
    assert [] == _paths(values, homes=())


def test_database() -> None:
    """On every storage, by the chart's name with or without the release's in front; the hub's own pod may mount it."""
    volume = {"name": "db", "persistentVolumeClaim": {"claimName": "hub-db-dir"}}
    prefixed = {"name": "db", "persistentVolumeClaim": {"claimName": "release-hub-db-dir"}}

    assert ["values.singleuser.storage.extraVolumes.0", "values.singleuser.storage.extraVolumes.1"] == _paths(
        _storage([volume, prefixed], []), ()
    )
    assert [] == _paths({"hub": {"extraVolumes": [volume, _VOLUME], "extraVolumeMounts": [_MOUNT]}})


@pytest.mark.parametrize(
    "values", [{}, {"singleuser": None, "hub": "x"}, _storage("x", 3), _storage([_VOLUME], []), _storage([None], [{"mountPath": 1}])]
)
def test_nothing_to_find(values: dict[str, Any]) -> None:
    """A volume alone shows nothing, and the chart's schema refuses values of another type."""
    assert [] == _paths(values)
