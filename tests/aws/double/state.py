"""What exists in the double, in all Regions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.acm.models import acm_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models import ec2_backends
from moto.efs.models import efs_backends
from moto.iam.models import iam_backends
from moto.kms.models import kms_backends
from moto.route53.models import route53_backends

from tests.aws.double import backup, eks

#: moto keeps global services under the name of the partition.
_GLOBAL = "aws"


def state() -> dict[str, Any]:
    """Describe what exists.

    Returns:
        ``resources``: names of everything that a stack can create, with their kinds; ``mount_target_zones``: for each file system the
        zones of its mount targets; ``daily_backups``: whether each file system is backed up every day;
        ``policies``: the policy of each file system that has one;
        ``backup_selections``: what backup plans select; ``backup_jobs``: state, resource and vault of each job, the oldest first.
    """
    return {
        "resources": sorted([*_network(), *_storage(), *_account(), *eks.resources(), *backup.resources()]),
        "mount_target_zones": {
            key: sorted(target.availability_zone_name for target in file_system.iter_mount_targets())
            for region in efs_backends[DEFAULT_ACCOUNT_ID].values()
            for key, file_system in region.file_systems_by_id.items()
        },
        "daily_backups": {
            key: bool(file_system._backup)
            for region in efs_backends[DEFAULT_ACCOUNT_ID].values()
            for key, file_system in region.file_systems_by_id.items()
        },
        "policies": {
            key: file_system.file_system_policy
            for region in efs_backends[DEFAULT_ACCOUNT_ID].values()
            for key, file_system in region.file_systems_by_id.items()
            if file_system.file_system_policy
        },
        "backup_selections": [selected["selection"] for selected in backup.selections.values()],
        "backup_jobs": [{"state": job.state, "resource": job.resource, "vault": job.vault} for job in backup.jobs.values()],
    }


def _network() -> Iterator[str]:
    for region in ec2_backends[DEFAULT_ACCOUNT_ID].values():
        for groups in region.groups.values():
            yield from (f"security group {group.id} {group.name}" for group in groups.values())


def _storage() -> Iterator[str]:
    for region in efs_backends[DEFAULT_ACCOUNT_ID].values():
        yield from (f"file system {key}" for key in region.file_systems_by_id)
        yield from (f"access point {key}" for key in region.access_points)
    for region in kms_backends[DEFAULT_ACCOUNT_ID].values():
        # A key is never deleted at once: AWS schedules its deletion.
        yield from (f"key {key}" for key, found in region.keys.items() if found.key_state != "PendingDeletion")


def _account() -> Iterator[str]:
    iam = iam_backends[DEFAULT_ACCOUNT_ID][_GLOBAL]
    yield from (f"role {role.name}" for role in iam.roles.values())
    yield from (f"policy {arn}" for arn in iam.managed_policies if ":aws:policy/" not in arn)
    for zone in route53_backends[DEFAULT_ACCOUNT_ID][_GLOBAL].zones.values():
        yield from (f"record {record.type} {record.name}" for record in zone.rrsets)
    for region in acm_backends[DEFAULT_ACCOUNT_ID].values():
        yield from (f"certificate {arn}" for arn in region._certificates)
