"""AWS Backup: jobs that end as the tests say."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from moto.backup import urls
from moto.backup.exceptions import InvalidParameterValueException, ResourceNotFoundException
from moto.backup.responses import BackupResponse
from moto.efs.models import efs_backends
from moto.iam.models import iam_backends

PATHS = ("{0}/backup-jobs/?$", "{0}/backup-jobs/(?P<backupJobId>[^/]+)$")

#: How a job can end; "timeout": it runs for good.
OUTCOMES = ("success", "failure", "timeout")

#: Seconds that a job takes before it ends.
_DURATION = 1.0


@dataclass
class Job:
    """A backup job.

    Args:
        resource: ARN of what is backed up.
        vault: name of the vault.
        role: ARN of the role that AWS Backup was given.
        outcome: one of :data:`OUTCOMES`.
        started: seconds of the clock that only goes forward.
        created: seconds since the epoch.
        token: what tells apart calls that are otherwise the same.
        looks: how often it must still be looked at before it ends.
    """

    resource: str
    vault: str
    role: str
    outcome: str
    started: float
    created: float
    token: str
    looks: int = 0

    @property
    def state(self) -> str:
        """The state in AWS Backup's words."""
        if time.monotonic() - self.started < _DURATION:
            return "CREATED"
        if self.looks:
            return "RUNNING"
        return {"success": "COMPLETED", "failure": "FAILED", "timeout": "RUNNING"}[self.outcome]


#: By id, in the order of their starts.
jobs: dict[str, Job] = {}
outcome = "success"


def end_as(word: str) -> None:
    """Decide how jobs end that are started from now on, and those that still run, which end when they were looked at twice.

    Raises:
        ValueError: there is no such outcome.
    """
    global outcome  # noqa: PLW0603 -- one double, one switch
    if word not in OUTCOMES:
        raise ValueError(word)
    outcome = word
    for job in jobs.values():
        if job.state == "RUNNING":
            job.outcome, job.looks = word, 2


class BackupRoutes(BackupResponse):  # type: ignore[misc]  # moto is in the double's own environment; mypy cannot see it
    """moto's AWS Backup with the jobs that it lacks."""

    def start_backup_job(self) -> str:
        """Start a job; refuse one whose vault, file system or role is not there."""
        asked = json.loads(self.body)
        vault, resource, role = asked["BackupVaultName"], asked["ResourceArn"], asked["IamRoleArn"]
        if vault not in self.backup_backend.vaults:
            raise ResourceNotFoundException(f"Backup vault {vault} does not exist.")
        file_systems = efs_backends[self.current_account][self.region].file_systems_by_id.values()
        if asked.get("IdempotencyToken") and (done := [key for key, job in jobs.items() if job.token == asked["IdempotencyToken"]]):
            return json.dumps({"BackupJobId": done[0]})
        if resource not in [file_system.file_system_arn for file_system in file_systems]:
            raise InvalidParameterValueException(f"Resource {resource} does not exist.")
        if role not in [known.arn for known in iam_backends[self.current_account]["aws"].roles.values()]:
            raise InvalidParameterValueException(f"AWS Backup cannot assume the role {role}.")
        key = str(uuid4())
        jobs[key] = Job(resource, vault, role, outcome, time.monotonic(), time.time(), asked.get("IdempotencyToken", ""))
        return json.dumps({"BackupJobId": key, "CreationDate": jobs[key].created})

    def list_backup_jobs(self) -> str:
        """List the jobs of one resource, or all, each in whatever state it is."""
        wanted = self._get_param("resourceArn")
        return json.dumps({"BackupJobs": [self._told(key) for key, job in jobs.items() if wanted in (None, job.resource)]})

    def describe_backup_job(self) -> str:
        """Tell how a job stands."""
        key = self.uri_match["backupJobId"]
        if key not in jobs:
            raise ResourceNotFoundException(f"Backup job {key} does not exist.")
        jobs[key].looks = max(0, jobs[key].looks - 1)
        return json.dumps(self._told(key))

    def _told(self, key: str) -> dict[str, Any]:
        job = jobs[key]
        answer = {
            "BackupJobId": key,
            "State": job.state,
            "ResourceArn": job.resource,
            "BackupVaultName": job.vault,
            "IamRoleArn": job.role,
            "CreationDate": job.created,
        }
        if job.state == "COMPLETED":
            answer["RecoveryPointArn"] = f"arn:aws:backup:{self.region}:{self.current_account}:recovery-point:{key}"
        if job.state == "FAILED":
            answer["StatusMessage"] = "The tests asked for a failure."
        return answer


def forget() -> None:
    """Forget all jobs."""
    jobs.clear()
    end_as("success")


def install() -> None:
    """Put the routes into moto's own table."""
    urls.url_paths.update(dict.fromkeys((*urls.url_paths, *PATHS), BackupRoutes.dispatch))
