"""Directories of several hubs on one file system."""

from __future__ import annotations

from itertools import product
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.checks.efs_directories import efs_directory_problems
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.efs_directories import Holds

_PATHS = st.builds(lambda parts: "/" + "/".join(parts), st.lists(st.sampled_from(["a", "b", "home"]), min_size=1, max_size=2))


def _hub(namespace: str, *, file_system: str | None = "fs-01234567", homes: str = "/homes", **efs: Any) -> JupyterHubAddOnProps:
    config = {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN", "access_point": {"path": homes}, **efs}
    existing = {"existing_file_system_id": file_system} if file_system else {}
    settings = {"namespace": namespace, "service_type": "cluster_ip", "hub_database": "in_memory", "efs_config": {**config, **existing}}
    return JupyterHubAddOnProps.model_validate(settings)


def _keys(*hubs: JupyterHubAddOnProps) -> list[str]:
    return [".".join(map(str, problem.path)) for problem in efs_directory_problems(hubs)]


def test_homes_may_be_shared_but_not_nested() -> None:
    """Two hubs may share one set of homes on purpose; homes within a user's home are a mistake."""
    assert [] == _keys(_hub("a"), _hub("b"))
    assert ["add_ons.1.jupyterhub.efs_config.access_point.path"] == _keys(_hub("a"), _hub("b", homes="/homes/home"))
    assert ["add_ons.1.jupyterhub.efs_config.access_point.path"] == _keys(_hub("a", homes="/homes/home"), _hub("b"))


def test_homes_of_one_hub_are_not_a_shared_directory_of_another() -> None:
    """All its users would read them."""
    spy = [{"name": "spy", "mount_path": "/spy", "path": "/homes"}]

    assert ["add_ons.1.jupyterhub.efs_config.shared_directories.0.path"] == _keys(_hub("a"), _hub("b", homes="/b", shared_directories=spy))


def test_other_file_systems_do_not_matter() -> None:
    """Each hub that creates one has its own."""
    inner = _hub("b", file_system="fs-76543210", homes="/homes/home")

    assert [] == _keys(_hub("a"), inner)
    assert [] == _keys(_hub("a", file_system=None), _hub("b", file_system=None, homes="/homes/home"))


@pytest.mark.property
@given(homes=st.tuples(_PATHS, _PATHS), shared=st.tuples(_PATHS, _PATHS))
def test_no_directory_of_a_hub_is_inside_one_of_another(homes: tuple[str, str], shared: tuple[str, str]) -> None:
    """Whatever the paths are: they are equal and of one kind, or apart, or reported."""
    hubs = []
    for position in (0, 1):
        try:
            directory = {"name": "d", "mount_path": "/d", "path": shared[position]}
            hubs.append(_hub(f"h{position}", homes=homes[position], shared_directories=[directory]))
        except ValueError:  # refused by itself
            return
    bad = False
    for one, other in product(hubs[0].directories, hubs[1].directories):
        first, second = PurePosixPath(one.path), PurePosixPath(other.path)
        meant = first == second and one.holds is other.holds and one.holds in {Holds.HOMES, Holds.SHARED}
        bad |= not meant and (first == second or first in second.parents or second in first.parents)

    assert bad == bool(_keys(*hubs))
