"""AWS Backup: jobs that end as the tests set, and the plan operations that moto lacks."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from moto.backup import urls
from moto.backup.exceptions import InvalidParameterValueException, ResourceNotFoundException
from moto.backup.models import backup_backends
from moto.backup.responses import BackupResponse
from moto.core import DEFAULT_ACCOUNT_ID
from moto.efs.models import efs_backends
from moto.iam.models import iam_backends

PATHS = ("{0}/backup-jobs/?$", "{0}/backup-jobs/(?P<backupJobId>[^/]+)$")

#: How a job can end; "timeout" means that it keeps running.
OUTCOMES = ("success", "failure", "timeout")

#: Seconds that a job runs.
_DURATION = 1.0


@dataclass
class Job:
    """A backup job.

    Args:
        resource: ARN of the resource that is backed up.
        vault: name of the vault.
        role: ARN of the role that AWS Backup assumes.
        outcome: one of :data:`OUTCOMES`.
        started: seconds of the monotonic clock.
        created: seconds since the epoch.
        token: distinguishes calls that are otherwise the same.
        looks: how many more times it is read before it ends.
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
        """Return the state as AWS Backup names it."""
        if time.monotonic() - self.started < _DURATION:
            return "CREATED"
        if self.looks:
            return "RUNNING"
        return {"success": "COMPLETED", "failure": "FAILED", "timeout": "RUNNING"}[self.outcome]


#: By id, in the order in which they started.
jobs: dict[str, Job] = {}
outcome = "success"

#: What the selections of plans select, by id.
selections: dict[str, dict[str, Any]] = {}


def end_as(value: str) -> None:
    """Set how jobs end that start from now on, and running ones, which end after they were read twice.

    Raises:
        ValueError: the outcome is unknown.
    """
    global outcome  # noqa: PLW0603 -- one double, one switch
    if value not in OUTCOMES:
        raise ValueError(value)
    outcome = value
    for job in jobs.values():
        if job.state == "RUNNING":
            job.outcome, job.looks = value, 2


class BackupRoutes(BackupResponse):  # type: ignore[misc]  # moto is in the double's own environment; mypy cannot see it
    """moto's AWS Backup with the job and selection operations that it lacks."""

    def create_backup_selection(self) -> str:
        """Create a selection of a plan; refuse a plan or a role that does not exist, as AWS does."""
        plan, selection = self._plan(), json.loads(self.body)["BackupSelection"]
        if selection["IamRoleArn"] not in [known.arn for known in iam_backends[self.current_account]["aws"].roles.values()]:
            raise InvalidParameterValueException(f"AWS Backup cannot assume the role {selection['IamRoleArn']}.")
        key = str(uuid4())
        selections[key] = {"plan": plan, "selection": selection}
        return json.dumps({"SelectionId": key, "BackupPlanId": plan, "CreationDate": time.time()})

    def get_backup_selection(self) -> str:
        """Return the selection."""
        key = self.path.rstrip("/").split("/")[-1]
        if key not in selections:
            raise ResourceNotFoundException(f"Cannot find Backup selection {key}.")
        return json.dumps({"SelectionId": key, "BackupPlanId": selections[key]["plan"], "BackupSelection": selections[key]["selection"]})

    def delete_backup_selection(self) -> str:
        """Delete the selection."""
        selections.pop(self.path.rstrip("/").split("/")[-1], None)
        return "{}"

    def delete_backup_plan(self) -> str:
        """Delete a plan, of which moto keeps a trace; refuse one that has selections, as AWS does."""
        plan = self._plan()
        if any(selected["plan"] == plan for selected in selections.values()):
            raise InvalidParameterValueException("Related backup plan selections must be deleted prior to backup plan deletion.")
        answer = str(super().delete_backup_plan())
        del self.backup_backend.plans[plan]
        return answer

    def _plan(self) -> str:
        plan: str = self.path.split("/plans/")[1].split("/")[0]
        if plan not in self.backup_backend.plans:
            raise ResourceNotFoundException(f"Cannot find Backup plan {plan}.")
        return plan

    def start_backup_job(self) -> str:
        """Start a job; refuse one whose vault, file system or role does not exist."""
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
        """List the jobs of one resource, or of all, in any state."""
        wanted = self._get_param("resourceArn")
        return json.dumps({"BackupJobs": [self._described(key) for key, job in jobs.items() if wanted in (None, job.resource)]})

    def describe_backup_job(self) -> str:
        """Return the state of a job."""
        key = self.uri_match["backupJobId"]
        if key not in jobs:
            raise ResourceNotFoundException(f"Backup job {key} does not exist.")
        jobs[key].looks = max(0, jobs[key].looks - 1)
        return json.dumps(self._described(key))

    def _described(self, key: str) -> dict[str, Any]:
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


def resources() -> Iterator[str]:
    """Yield the names of vaults, plans and selections, with their kinds."""
    for region in backup_backends[DEFAULT_ACCOUNT_ID].values():
        yield from (f"backup vault {name}" for name in region.vaults)
        yield from (f"backup plan {plan.backup_plan['BackupPlanName']}" for plan in region.plans.values())
    yield from (f"backup selection {selected['selection']['SelectionName']}" for selected in selections.values())


def forget() -> None:
    """Clear all jobs and selections."""
    jobs.clear()
    selections.clear()
    end_as("success")


def install() -> None:
    """Add the routes to moto's table."""
    urls.url_paths.update(dict.fromkeys((*urls.url_paths, *PATHS), BackupRoutes.dispatch))
