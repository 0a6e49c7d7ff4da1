"""Rules that prevent users from reading each other's homes, with any combination of keys and chart values."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.errors import Problem
from constructs_lib.models.singleuser.nfs_isolation import NfsIsolationProps
from constructs_lib.models.singleuser.nfs_values import nfs_isolation_problems
from constructs_lib.models.storage.efs_directories import directory_problems
from constructs_lib.models.storage.mount_paths import HOME, mount_path_problems
from constructs_lib.models.storage.mounted_claims import mounted_claim_problems


def _nfs_isolation_holds(hub: NfsIsolationProps) -> Iterator[Problem]:
    yield from nfs_isolation_problems(hub.isolated_from_nfs_by, hub.values)


def _directories_are_apart(hub: NfsIsolationProps) -> Iterator[Problem]:
    yield from directory_problems(hub, home_path=hub.home_path)


def _mounts_hide_nothing(hub: NfsIsolationProps) -> Iterator[Problem]:
    home = hub.user_value("singleuser", "storage", "homeMountPath") or HOME
    yield from mount_path_problems(hub, home=str(home).rstrip("/"))


def _values_mount_no_other_homes(hub: NfsIsolationProps) -> Iterator[Problem]:
    homes = {config.shared_claim for config in hub.given_storages}
    if hub.user_value("singleuser", "storage", "type", default="static" if any(homes) else "dynamic") == "static":
        homes.add(str(hub.user_value("singleuser", "storage", "static", "pvcName", default="")))
    yield from mounted_claim_problems(hub.values, homes={claim for claim in homes if claim}, home_path=hub.home_path)


ISOLATION_RULES = (_nfs_isolation_holds, _directories_are_apart, _mounts_hide_nothing, _values_mount_no_other_homes)
