"""EFS: the backup policy and the deletion of a file system policy; EC2: security group rules as AWS returns them."""

from __future__ import annotations

import json
from typing import Any

from moto.ec2.models.security_groups import SecurityGroupRule
from moto.efs import urls
from moto.efs.exceptions import FileSystemNotFound
from moto.efs.responses import EFSResponse

#: What moto's own methods return.
Answer = tuple[str, dict[str, str]]


class EfsRoutes(EFSResponse):  # type: ignore[misc]  # moto is in the double's own environment; mypy cannot see it
    """moto's EFS with the operations that it lacks."""

    def put_backup_policy(self) -> Answer:
        """Turn the daily backup on or off."""
        self._file_system()._backup = self._get_param("BackupPolicy")["Status"] == "ENABLED"
        return self.describe_backup_policy()

    def describe_backup_policy(self) -> Answer:
        """Return whether the daily backup is on; moto reports a policy that is off as missing."""
        status = "ENABLED" if self._file_system()._backup else "DISABLED"
        return _answer({"BackupPolicy": {"Status": status}})

    def update_file_system(self) -> Answer:
        """Change the throughput."""
        file_system = self._file_system()
        file_system.throughput_mode = self._get_param("ThroughputMode")
        return _answer(file_system.info_json())

    def delete_file_system_policy(self) -> Answer:
        """Delete the policy, so that AWS's default applies."""
        self._file_system().file_system_policy = None
        return _answer({})

    def _file_system(self) -> Any:
        key = self._get_param("FileSystemId")
        if key not in self.efs_backend.file_systems_by_id:
            raise FileSystemNotFound(key)
        return self.efs_backend.file_systems_by_id[key]


def _answer(content: dict[str, Any]) -> Answer:
    return json.dumps(content), {"Content-Type": "application/json"}


def _referenced_group(rule: Any) -> dict[str, str] | None:
    """Return the group without its account if it is the caller's own: otherwise the provider reads ``account/group`` and plans a change."""
    own = rule.ec2_backend.account_id
    return {k: v for k, v in rule.source_group.items() if k != "Description" and not (k == "UserId" and v == own)} or None


def _description(rule: Any) -> str | None:
    """Return the rule's description, which moto loses if the rule refers to a group."""
    text = rule.ip_range.get("Description") or rule.source_group.get("Description")
    return None if text is None else str(text)


def install() -> None:
    """Add the routes to moto's table, and fix its rules."""
    urls.url_paths.update(dict.fromkeys(urls.url_paths, EfsRoutes.dispatch))
    SecurityGroupRule.referenced_group_info = property(_referenced_group)
    SecurityGroupRule.description = property(_description)
