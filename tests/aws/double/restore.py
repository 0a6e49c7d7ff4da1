"""AWS Backup: recovery points of completed jobs, and restores of file systems."""

from __future__ import annotations

import json
import time
from typing import Any
from uuid import uuid4

from moto.backup import urls
from moto.backup.exceptions import InvalidParameterValueException, ResourceNotFoundException
from moto.backup.responses import BackupResponse
from moto.efs.models import efs_backends
from moto.iam.models import iam_backends

from tests.aws.double.backup import jobs

PATHS = ("{0}/backup-vaults/(?P<backupVaultName>[^/]+)/recovery-points/$", "{0}/restore-jobs$", "{0}/restore-jobs/(?P<restoreJobId>[^/]+)$")

#: Metadata that a restore of a file system accepts. Source: AWS Backup Developer Guide, "Restore an Amazon EFS file system".
_KEYS = {"file-system-id", "Encrypted", "KmsKeyId", "PerformanceMode", "CreationToken", "newFileSystem", "ItemsToRestore"}

#: What was restored, by id.
_restored: dict[str, dict[str, Any]] = {}


class RestoreRoutes(BackupResponse):  # type: ignore[misc]  # moto is in the double's own environment; mypy cannot see it
    """moto's AWS Backup with the restore operations that it lacks."""

    def list_recovery_points_by_backup_vault(self) -> str:
        """List what the completed jobs have saved in a vault."""
        vault = self.uri_match["backupVaultName"]
        if vault not in self.backup_backend.vaults:
            raise ResourceNotFoundException(f"Backup vault {vault} does not exist.")
        points = [
            {"RecoveryPointArn": self._arn(key), "ResourceArn": job.resource, "BackupVaultName": vault, "CreationDate": job.created}
            for key, job in jobs.items()
            if job.vault == vault and job.state == "COMPLETED"
        ]
        return json.dumps({"RecoveryPoints": points})

    def start_restore_job(self) -> str:
        """Restore a recovery point into a new file system; refuse what AWS does not accept."""
        asked = json.loads(self.body)
        settings, role = asked["Metadata"], asked["IamRoleArn"]
        saved = next((job for key, job in jobs.items() if self._arn(key) == asked["RecoveryPointArn"]), None)
        if saved is None:
            raise ResourceNotFoundException(f"Recovery point {asked['RecoveryPointArn']} does not exist.")
        if role not in [known.arn for known in iam_backends[self.current_account]["aws"].roles.values()]:
            raise InvalidParameterValueException(f"AWS Backup cannot assume the role {role}.")
        if (
            settings.keys() - _KEYS
            or settings.get("newFileSystem") != "true"
            or not saved.resource.endswith(f"/{settings['file-system-id']}")
        ):
            raise InvalidParameterValueException(f"Metadata {sorted(settings.items())} don't fit.")
        made = efs_backends[self.current_account][self.region].create_file_system(
            creation_token=settings["CreationToken"],
            performance_mode=settings["PerformanceMode"],
            encrypted=settings["Encrypted"] == "true",
            kms_key_id=None,
            throughput_mode=None,
            provisioned_throughput_in_mibps=None,
            availability_zone_name=None,
            backup=True,
            tags=[],
        )
        key = str(uuid4())
        _restored[key] = {
            "RestoreJobId": key,
            "Status": "COMPLETED",
            "CreatedResourceArn": made.file_system_arn,
            "CreationDate": time.time(),
        }
        return json.dumps({"RestoreJobId": key})

    def describe_restore_job(self) -> str:
        """Return what a restore has created."""
        return json.dumps(_restored[self.uri_match["restoreJobId"]])

    def _arn(self, key: str) -> str:
        return f"arn:aws:backup:{self.region}:{self.current_account}:recovery-point:{key}"


def install() -> None:
    """Add the routes to moto's table."""
    urls.url_paths.update(dict.fromkeys(PATHS, RestoreRoutes.dispatch))
