"""Directories of a file system: in any accepted hub file, none is inside another."""

from __future__ import annotations

from itertools import combinations
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from constructs_lib.chart_values.storage.homes import home_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.efs_directories import Directory, Holds, is_within


def _hub(
    *shared: str | None, homes: str | None = None, database: str | None = None, values: dict[str, Any] | None = None
) -> JupyterHubAddOnProps:
    directories = [
        {"name": f"d{position}", "mount_path": f"/mnt/{position}", **({"path": path} if path else {})}
        for position, path in enumerate(shared)
    ]
    efs = {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN", "shared_directories": directories}
    return JupyterHubAddOnProps.model_validate({
        "service_type": "cluster_ip",
        "efs_config": {**efs, **({"access_point": {"path": homes}} if homes else {})},
        "hub_database": {"efs": True, **({"path": database} if database else {})},
        "values": values or {},
    })  # fmt: skip


_PARTS = st.sampled_from(["a", "ab", "home", "homes", "shared", "d0", "hub-database"])
_PATHS = st.builds(lambda parts: "/" + "/".join(parts), st.lists(_PARTS, max_size=3))


@pytest.mark.property
@given(homes=st.none() | _PATHS, database=st.none() | _PATHS, shared=st.lists(st.none() | _PATHS, max_size=3))
def test_no_directory_is_inside_another(homes: str | None, database: str | None, shared: list[str | None]) -> None:
    """By Python's own paths, with the homes of a root where they are; separate directories are never refused."""
    expected = [
        PurePosixPath("/home" if homes == "/" else homes or "/homes"),
        PurePosixPath(database or "/hub-database"),
        *(PurePosixPath(path or f"/shared/d{position}") for position, path in enumerate(shared)),
    ]
    apart = not any(one == other or one in other.parents or other in one.parents for one, other in combinations(expected, 2))

    if apart:
        hub = _hub(*shared, homes=homes, database=database)
        assert set(expected) == {PurePosixPath(each.path) for each in hub.directories}
    else:
        with pytest.raises(ValidationError, match="use a directory that is not inside another one and contains no other one"):
            _hub(*shared, homes=homes, database=database)


def test_homes_on_the_root_are_where_the_chart_mounts_them() -> None:
    """EKS Blueprints has them in /home of the root; values may set another directory."""
    subpath = home_values(_hub().homes, _hub().chart_version)["singleuser"]["storage"]["static"]["subPath"]
    moved = {"singleuser": {"storage": {"static": {"subPath": "users/all/{username}"}}}}

    assert subpath.startswith("home/{")
    assert "/home" == _hub(homes="/").directories[0].path
    assert "/users/all" == _hub(homes="/", values=moved).directories[0].path
    assert "/homes" == _hub(values=moved).directories[0].path


def test_homes_without_a_directory_contain_all() -> None:
    """On the root, homes contain everything else."""
    with pytest.raises(ValidationError, match="'/' contains /hub-database, where the hub's database is"):
        _hub(homes="/", values={"singleuser": {"storage": {"static": {"subPath": "{username}"}}}})


def test_no_directories_without_a_file_system() -> None:
    """On EBS, and for a database that is elsewhere."""
    ebs = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}

    assert [] == JupyterHubAddOnProps.model_validate(ebs).directories


@pytest.mark.parametrize(
    ("path", "message"),
    [("/a/b", "'/a/b' is also where"), ("/a/b/c", "'/a/b/c' is inside /a/b, where"), ("/a", "'/a' contains /a/b, where")],
)
def test_how_two_overlap(path: str, message: str) -> None:
    """The message names both, and what the other one holds, of which hub."""
    homes = Directory("/a/b", Holds.HOMES, ())

    assert (
        Directory(path, Holds.SHARED, ()).clash(homes, of=" of another hub").startswith(f"{message} the users' homes of another hub are;")
    )


@pytest.mark.parametrize(("inner", "outer"), [("/a", "/"), ("/a", "/a"), ("/a/b", "/a"), ("/", "/")])
def test_is_inside(inner: str, outer: str) -> None:
    """Equal counts; a name with the same prefix doesn't."""
    assert is_within(inner, outer)
    assert not is_within("/ab", "/a")
    assert not is_within("/", "/a")
